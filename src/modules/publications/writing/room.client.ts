import type { Editor, Extensions } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import * as Y from 'yjs'
import { keepCompany } from './company.client.ts'

/** What is typed within so long travels together; after so long without a word the text becomes a revision. In milliseconds. */
const gather = 150
const rest = 4000
const longestWait = 10_000

export interface Room {
  extensions: Extensions
  /** Who else is here; stands beside the text. */
  elements: HTMLElement[]
  /** Sends what is not acknowledged yet; false when it could not be. */
  flush(): Promise<boolean>
  isBehind(): boolean
  /** Once there is an editor: it is closed when the right to write has ended. What stands beside the text may change too. */
  bind(editor: Editor, hear: Heard): void
}

interface Heard {
  besideChanged(): void
  /** Somebody saved more than the text. */
  saved(saved: { revision: number; name?: string }): void
}

const bytesOf = (text: string) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
function textOf(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

const post = (address: string, body: object, isLast = false) =>
  fetch(address, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    keepalive: isLast,
  })

/**
 * Enters the room of a draft: what is written here is sent within a moment and is safe once the site has answered; what others write
 * comes by a stream. Without the site one goes on writing, and it is sent when the site is back. Undefined when there is no room.
 */
export async function enterRoom(address: string, say: (words: string) => void): Promise<Room | undefined> {
  const answer = await post(address, {}).catch(() => undefined)
  if (!answer?.ok) return undefined
  const entered = (await answer.json()) as { number: number; state: string } // as writing/schema.ts says
  const doc = new Y.Doc()
  Y.applyUpdate(doc, bytesOf(entered.state), 'site')
  let number = entered.number
  let editor: Editor | undefined
  let heard: Heard | undefined
  let unsent: Uint8Array[] = []
  let sending: Promise<boolean> | undefined
  let isClosed = false
  let wait = 1000
  let soon: ReturnType<typeof setTimeout> | undefined
  let resting: ReturnType<typeof setTimeout> | undefined
  let stream: EventSource | undefined

  doc.on('update', (update: Uint8Array, from: unknown) => {
    if (from === 'site') return
    unsent.push(update)
    clearTimeout(resting)
    say('Saving …')
    soon ??= setTimeout(() => void flush(), gather)
  })

  function flush(): Promise<boolean> {
    clearTimeout(soon)
    soon = undefined
    sending ??= send().finally(() => {
      sending = undefined
    })
    return sending
  }

  async function send(): Promise<boolean> {
    while (unsent.length > 0 && !isClosed) {
      const parts = unsent
      unsent = []
      try {
        const taken = await post(`${address}/updates`, { update: textOf(Y.mergeUpdates(parts)) })
        if (taken.ok) {
          wait = 1000
          continue
        }
        unsent = [...parts, ...unsent]
        if (taken.status < 500 && taken.status !== 429) {
          const { title } = (await taken.json().catch(() => ({}))) as { title?: string } // a problem of the site, or of a proxy
          close(`Not saved: ${title ?? 'the site refused it'}`)
          return false
        }
      } catch {
        unsent = [...parts, ...unsent]
      }
      if (unsent.length > 0) {
        say('Offline: your words are kept here, and are sent when the connection is back.')
        soon ??= setTimeout(() => void flush(), wait)
        wait = Math.min(wait * 2, longestWait)
        return false
      }
    }
    if (isClosed) return false
    say('Every word is kept')
    clearTimeout(resting)
    resting = setTimeout(() => void settle(), rest)
    return true
  }

  async function settle(): Promise<void> {
    const rested = await post(`${address}/rest`, {}).catch(() => undefined)
    if (!rested?.ok || unsent.length > 0) return
    const { revision } = (await rested.json()) as { revision: number } // as writing/schema.ts says
    say(`Saved as revision ${revision}`)
  }

  function close(why: string): void {
    isClosed = true
    stream?.close()
    company.stop()
    editor?.setEditable(false)
    say(`${why}${unsent.length > 0 ? ' Copy what you wrote last before you leave the page.' : ''}`)
  }

  const company = keepCompany(doc, (cursor) => {
    if (!isClosed && document.visibilityState === 'visible')
      post(`${address}/presence`, { hand: doc.clientID, cursor }).catch(() => undefined) // told again at the next beat
  })

  /** Only a page that is looked at listens: browsers open few connections to one site at a time. */
  function listen(): void {
    stream?.close()
    if (isClosed || document.visibilityState !== 'visible') return
    const id = address.split('/').at(-2)
    const opened = new EventSource(
      `/live/writing/${id}?${new URLSearchParams({ after: String(number), hand: String(doc.clientID) })}`,
    )
    stream = opened
    const on = <Data>(event: string, hear: (data: Data) => void) =>
      opened.addEventListener(event, ({ data }) => hear(JSON.parse(String(data)) as Data)) // said by writing/service.ts
    on<{ number: number; update: string }>('update', (told) => {
      Y.applyUpdate(doc, bytesOf(told.update), 'site')
      number = Math.max(number, told.number)
    })
    on<Parameters<typeof company.hear>[0]>('presence', company.hear)
    on<{ revision: number }>('saved', ({ revision }) => unsent.length === 0 && say(`Saved as revision ${revision}`))
    on('beside', () => heard?.besideChanged())
    on<Parameters<Heard['saved']>[0]>('changed', (saved) => heard?.saved(saved))
    on<{ why: string }>('closed', ({ why }) => close(why))
    opened.addEventListener('open', () => void flush())
    // The browser would ask again from where it began; we ask from where we are.
    opened.addEventListener('error', () => {
      opened.close()
      if (stream === opened) setTimeout(() => stream === opened && listen(), wait)
    })
  }
  listen()
  document.addEventListener('visibilitychange', listen)
  window.addEventListener('online', listen)
  window.addEventListener('beforeunload', (event) => {
    if (unsent.length > 0 || sending) event.preventDefault()
  })
  window.addEventListener('pagehide', () => {
    if (unsent.length > 0) void post(`${address}/updates`, { update: textOf(Y.mergeUpdates(unsent)) }, true)
  })

  return {
    extensions: [Collaboration.configure({ document: doc, field: 'text' }), company.extension],
    elements: company.elements,
    flush,
    isBehind: () => unsent.length > 0 || sending !== undefined,
    bind(made, hear) {
      editor = made
      heard = hear
    },
  }
}
