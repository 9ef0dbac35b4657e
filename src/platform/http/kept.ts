import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzipSync, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'

/** An answer, compressed once for all who ask the same: a quarter of its text, so that four times as many are kept. */
export interface Kept {
  type: string
  zipped: Uint8Array<ArrayBuffer>
  tag: string
}

const zip = promisify(gzip)
/** Enough for the questions of a busy day; the least recently asked leaves first. */
const MOST_BYTES = 64 * 1_048_576

/** A body that is known as a whole, and its content type. */
export interface Whole {
  type: string
  text: string
}

export interface Shelf {
  find(key: string): Kept | undefined
  keep(key: string, answer: Whole): Promise<Kept>
}

export function createShelf(mostBytes = MOST_BYTES): Shelf {
  const shelf = new LRUCache<string, Kept>({ maxSize: mostBytes, sizeCalculation: ({ zipped }) => zipped.length })
  return {
    find: (key) => shelf.get(key),
    async keep(key, { type, text }) {
      const bytes = encoder.encode(text)
      const kept = { type, zipped: await zipped(bytes), tag: tagOf(bytes) }
      shelf.set(key, kept)
      return kept
    },
  }
}

const encoder = new TextEncoder()
const zipped = async (bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await zip(bytes, { level: 1 }))
const tagOf = (bytes: Uint8Array): string => `"${createHash('sha1').update(bytes).digest('base64url')}"`

/** Whether a browser says that it holds this very answer (RFC 9110 §13.1.2: tags are compared weakly). */
export function isHeld({ tag }: Pick<Kept, 'tag'>, ifNoneMatch: string | undefined): boolean {
  const held = ifNoneMatch?.split(',').map((each) => each.trim().replace(/^W\//, '')) ?? []
  return held.includes(tag) || held.includes('*')
}

const headersOf = ({ tag }: Kept) => ({ etag: tag, vary: 'accept-encoding', 'cache-control': 'no-cache' })

export const sayUnchanged = (kept: Kept): Response => new Response(null, { status: 304, headers: headersOf(kept) })

/** Below this a compressed answer is no shorter on its way. */
const shortest = 1024

/**
 * An answer that is not kept, tagged and compressed in one piece: as streams, one after the other, a large page takes a third longer. Who
 * may keep it is said elsewhere.
 */
export async function sendWhole(
  { type, text }: Whole,
  asked: { acceptEncoding: string | undefined; ifNoneMatch: string | undefined },
): Promise<Response> {
  const bytes = encoder.encode(text)
  const tag = tagOf(bytes)
  const headers = { etag: tag, vary: 'accept-encoding' }
  if (isHeld({ tag }, asked.ifNoneMatch)) return new Response(null, { status: 304, headers })
  return bytes.length >= shortest && /\bgzip\b/.test(asked.acceptEncoding ?? '')
    ? new Response(await zipped(bytes), { headers: { ...headers, 'content-type': type, 'content-encoding': 'gzip' } })
    : new Response(bytes, { headers: { ...headers, 'content-type': type } })
}

/** The response: compressed where the browser can, with the tag by which it need not be sent again. */
export function sendKept(kept: Kept, acceptEncoding: string | undefined): Response {
  const headers = { ...headersOf(kept), 'content-type': kept.type }
  return /\bgzip\b/.test(acceptEncoding ?? '')
    ? new Response(kept.zipped, { headers: { ...headers, 'content-encoding': 'gzip' } })
    : new Response(new Uint8Array(gunzipSync(kept.zipped)), { headers })
}
