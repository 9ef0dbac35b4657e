import { getSchema } from '@tiptap/core'
import { Node } from '@tiptap/pm/model'
import { prosemirrorJSONToYDoc, updateYFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { textExtensions } from '../../src/modules/publications/texts/formats/extensions.ts'
import type { TextDocument } from '../../src/modules/publications/texts/schema.ts'
import type { Person } from './site.ts'

const schema = getSchema(textExtensions)

interface Said {
  event: string
  data: {
    number?: number
    update?: string
    revision?: number
    name?: string
    hand?: number
    isGone?: boolean
    why?: string
  }
}

/** What a browser with the editor does, without a browser: a document of Yjs, kept in step through the site's own addresses. */
export interface Coauthor {
  doc: Y.Doc
  hand: number
  /** What the document says, paragraph by paragraph. */
  words(): string[]
  text(): TextDocument
  /** Makes the document say something else, as typing would. */
  change(content: TextDocument['content']): void
  /** Sends what is not acknowledged yet; returns the status. */
  send(): Promise<number>
  rest(): Promise<number>
  heard: Said[]
  /** Resolves when something was heard that fits. */
  hears(fits: (said: Said) => boolean): Promise<Said>
  leave(): Promise<void>
  /** Listens again, from the update that was heard last. */
  listen(after: number): Promise<void>
}

export const paragraph = (text: string) => ({
  type: 'paragraph',
  ...(text ? { content: [{ type: 'text', text }] } : {}),
})

type Fetch = (request: Request) => Response | Promise<Response>

/** Enters the room of a draft as somebody who is signed in. `fetch` reaches the site, in this process or over the network. */
export async function coauthor(
  { fetch, origin }: { fetch: Fetch; origin: string },
  person: Pick<Person, 'cookie'>,
  editionId: string,
): Promise<Coauthor> {
  const headers = { origin, cookie: person.cookie, 'content-type': 'application/json' }
  const post = async (step: string, body: object) =>
    fetch(
      new Request(`${origin}/api/v1/editions/${editionId}/writing${step}`, {
        ...{ method: 'POST', headers, body: JSON.stringify(body) },
      }),
    )
  const entered = await post('', {})
  if (entered.status !== 200) throw new Error(`refused: ${entered.status}`)
  const { number, state } = (await entered.json()) as { number: number; state: string }
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Buffer.from(state, 'base64'), 'site')
  const fragment = doc.getXmlFragment('text')
  let unsent: Uint8Array[] = []
  doc.on('update', (update: Uint8Array, from: unknown) => void (from !== 'site' && unsent.push(update)))
  const heard: Said[] = []
  const waiting = new Set<() => void>()

  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let listening: Promise<void> = Promise.resolve()

  async function listen(after: number): Promise<void> {
    const address = `${origin}/live/writing/${editionId}?after=${after}&hand=${doc.clientID}`
    reader = (await fetch(new Request(address, { headers }))).body?.getReader()
    listening = hear(reader)
  }

  async function hear(from: typeof reader): Promise<void> {
    const decoder = new TextDecoder()
    let text = ''
    for (;;) {
      const part = await from?.read().catch(() => undefined)
      if (!part || part.done) return
      text += decoder.decode(part.value, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? []
        if (!event || !data) continue
        const said = { event, data: JSON.parse(data) } as Said
        if (said.data.update) Y.applyUpdate(doc, Buffer.from(said.data.update, 'base64'), 'site')
        heard.push(said)
        for (const look of waiting) look()
      }
    }
  }
  await listen(number)

  const text = (): TextDocument => yXmlFragmentToProseMirrorRootNode(fragment, schema).toJSON() as TextDocument
  return {
    ...{ doc, hand: doc.clientID, heard, text, listen },
    words: () => (text().content ?? []).map((block) => (block.content ?? []).map((part) => part.text ?? '').join('')),
    change: (content) =>
      doc.transact(() =>
        updateYFragment(doc, fragment, Node.fromJSON(schema, { type: 'doc', content }), {
          mapping: new Map(),
          isOMark: new Map(),
        }),
      ),
    async send() {
      if (unsent.length === 0) return 200
      const sending = unsent
      unsent = []
      const { status } = await post('/updates', { update: Buffer.from(Y.mergeUpdates(sending)).toString('base64') })
      if (status !== 200) unsent = [...sending, ...unsent]
      return status
    },
    rest: async () => ((await (await post('/rest', {})).json()) as { revision: number }).revision,
    hears: (fits) =>
      new Promise((done) => {
        const look = () => {
          const found = heard.find(fits)
          if (!found) return
          waiting.delete(look)
          done(found)
        }
        waiting.add(look)
        look()
      }),
    async leave() {
      await reader?.cancel()
      await listening
    },
  }
}

/** An update of a document that nobody else has, as a program would make it. */
export const updateOf = (make: (doc: Y.Doc) => void): string => {
  const doc = new Y.Doc()
  make(doc)
  return Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
}

export const seeded = (text: TextDocument): Y.Doc => prosemirrorJSONToYDoc(schema, text, 'text')
