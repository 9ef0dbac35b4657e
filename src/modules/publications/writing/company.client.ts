import { Extension } from '@tiptap/core'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import { Awareness } from 'y-protocols/awareness'
import type { Doc } from 'yjs'

/** Whoever writes here says so again after so long; who has not for longer counts as gone. In milliseconds. */
const heartbeat = 20_000
const patience = 45_000
/** A cursor on its way is told so often at most. */
const pace = 300

interface Cursor {
  anchor: unknown
  head: unknown
}
interface Companion {
  name: string
  seenAt: number
}
interface Told {
  hand: number
  name: string
  cursor: Cursor | null
  isGone: boolean
}

/** Who else has this draft open: their names beside the text, their cursors in it, and a word when somebody comes or goes. */
export function keepCompany(doc: Doc, tell: (cursor: Cursor | null) => void) {
  const hand = doc.clientID
  const awareness = new Awareness(doc)
  const others = new Map<number, Companion>()
  let isDue = false
  const mine = () => (awareness.getLocalState()?.cursor ?? null) as Cursor | null // set by the plugin for cursors

  const list = document.createElement('p')
  list.className = 'quiet editor-company'
  const said = document.createElement('p')
  said.className = 'visually-hidden'
  said.setAttribute('role', 'status')

  const changed = () => {
    const names = [...new Set([...others.values()].map(({ name }) => name))]
    list.textContent = names.length === 0 ? '' : `Also writing here: ${names.join(', ')}`
    awareness.emit('change', [{}, 'site'])
  }
  const isHere = (name: string) => [...others.values()].some((other) => other.name === name)
  const remove = (which: number) => {
    const gone = others.get(which)
    if (!others.delete(which) || !gone) return
    awareness.states.delete(which)
    if (!isHere(gone.name)) said.textContent = `${gone.name} left`
    changed()
  }
  const tellSoon = () => {
    if (isDue) return
    isDue = true
    setTimeout(() => {
      isDue = false
      tell(mine())
    }, pace)
  }
  const beat = setInterval(() => {
    tell(mine())
    for (const [which, { seenAt }] of others) if (Date.now() - seenAt > patience) remove(which)
  }, heartbeat)
  tell(null)

  awareness.on('update', (_changed: unknown, from: unknown) => {
    if (from === 'local') tellSoon()
  })

  return {
    elements: [list, said],
    extension: Extension.create({
      name: 'company',
      addProseMirrorPlugins: () => [
        yCursorPlugin(awareness, { cursorBuilder: cursorOf, selectionBuilder: selectionOf }),
      ],
    }),
    hear({ hand: which, name, cursor, isGone }: Told) {
      if (which === hand) return
      if (isGone) return remove(which)
      const isNew = !others.has(which)
      if (isNew && !isHere(name)) said.textContent = `${name} joined`
      others.set(which, { name, seenAt: Date.now() })
      // The color is ours to give, by class; the plugin only wants to find one.
      awareness.states.set(which, { cursor, user: { name, color: '#000000' } })
      // Whoever comes is told at once who is here.
      if (isNew) tellSoon()
      changed()
    },
    stop() {
      clearInterval(beat)
      awareness.destroy()
    },
  }
}

/** One of six looks, the same for everybody who sees this writer. */
const look = (which: number): string => `writer-${(which % 6) + 1}`

function cursorOf({ name }: { name: string }, which: number): HTMLElement {
  const cursor = document.createElement('span')
  cursor.className = `writer-cursor ${look(which)}`
  const label = document.createElement('span')
  label.className = 'writer-name'
  label.textContent = name
  cursor.append(label)
  return cursor
}

const selectionOf = (_user: unknown, which: number) => ({ class: `writer-selection ${look(which)}` })
