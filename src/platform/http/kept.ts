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

export interface Shelf {
  find(key: string): Kept | undefined
  keep(key: string, answer: { type: string; text: string }): Promise<Kept>
}

export function createShelf(mostBytes = MOST_BYTES): Shelf {
  const shelf = new LRUCache<string, Kept>({ maxSize: mostBytes, sizeCalculation: ({ zipped }) => zipped.length })
  return {
    find: (key) => shelf.get(key),
    async keep(key, { type, text }) {
      const kept = {
        type,
        zipped: new Uint8Array(await zip(text, { level: 1 })),
        tag: `"${createHash('sha1').update(text).digest('base64url')}"`,
      }
      shelf.set(key, kept)
      return kept
    },
  }
}

/** Whether a browser says that it holds this very answer (RFC 9110 §13.1.2: tags are compared weakly). */
export function isHeld({ tag }: Kept, ifNoneMatch: string | undefined): boolean {
  const held = ifNoneMatch?.split(',').map((each) => each.trim().replace(/^W\//, '')) ?? []
  return held.includes(tag) || held.includes('*')
}

const headersOf = ({ tag }: Kept) => ({ etag: tag, vary: 'accept-encoding', 'cache-control': 'no-cache' })

export const sayUnchanged = (kept: Kept): Response => new Response(null, { status: 304, headers: headersOf(kept) })

/** The response: compressed where the browser can, with the tag by which it need not be sent again. */
export function sendKept(kept: Kept, acceptEncoding: string | undefined): Response {
  const headers = { ...headersOf(kept), 'content-type': kept.type }
  return /\bgzip\b/.test(acceptEncoding ?? '')
    ? new Response(kept.zipped, { headers: { ...headers, 'content-encoding': 'gzip' } })
    : new Response(new Uint8Array(gunzipSync(kept.zipped)), { headers })
}
