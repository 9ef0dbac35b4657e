import { createHash } from 'node:crypto'

export interface ChainedEntry {
  stream: string
  number: number
  at: Date
  event: string
  actor: string
  subject: string
  detail: unknown
  previousHash: string
}

/** JSON with sorted keys, so that the same content always has the same bytes (in the spirit of RFC 8785). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

/** The link of a hash chain: SHA-256 over everything the entry says and the hash of the one before it. */
export function entryHash(entry: ChainedEntry): string {
  const { stream, number, event, actor, subject, detail, previousHash } = entry
  return createHash('sha256')
    .update(canonicalJson({ stream, number, at: entry.at.toISOString(), event, actor, subject, detail, previousHash }))
    .digest('hex')
}

/** The stream of an event is its module: `atlas.engagement.recorded` → `atlas`. */
export const streamOf = (event: string): string => event.split('.')[0] ?? event
