import { createHash } from 'node:crypto'
import type { Reference } from '#platform/csl'
import { nodesOf } from '../nodes/rules.ts'
import { citedOf } from '../texts/rules.ts'
import type { TextDocument } from '../texts/schema.ts'
import type { CaptureView, Standing } from './schema.ts'

/** More links than any text of ours has. */
const mostLinks = 500

/** The outside links of a text and of the sources it cites, each once. */
export function linksOf(
  text: TextDocument,
  bibliography: readonly Reference[],
): { address: string; isSource: boolean }[] {
  const sources = citedOf(text, bibliography).flatMap(({ URL: address }) => outside(address))
  const linked = [...nodesOf(text)]
    .flatMap(({ marks = [] }) => marks)
    .flatMap((mark) => (mark.type === 'link' ? outside(mark.attrs?.href) : []))
  const ofSources = new Set(sources)
  return [...new Set([...sources, ...linked])]
    .slice(0, mostLinks)
    .map((address) => ({ address, isSource: ofSources.has(address) }))
}

/** As it stands in the text; where in the page it points is not another page. */
function outside(address: unknown): string[] {
  const text = String(address ?? '')
  return /^https?:\/\//i.test(text) && text.length <= 2000 && URL.canParse(text) ? [text] : []
}

/** The fingerprint of what a page says: its words, without what changes at each visit. */
export function wordsHash(bytes: Uint8Array, mediaType: string): string {
  const said = mediaType === 'text/html' ? wordsIn(Buffer.from(bytes).toString('latin1')) : bytes
  return createHash('sha256').update(said).digest('hex')
}

/** Gone through once: a page may be made so that a pattern would take hours over it. */
function wordsIn(html: string): string {
  const words: string[] = []
  const lower = html.toLowerCase()
  let at = 0
  while (at < html.length) {
    const tag = html.indexOf('<', at)
    words.push(html.slice(at, tag < 0 ? undefined : tag))
    if (tag < 0) break
    const hidden = ['script', 'style', 'template', 'noscript'].find((name) => lower.startsWith(`<${name}`, tag))
    const end = hidden ? lower.indexOf(`</${hidden}`, tag) : tag
    const close = end < 0 ? -1 : html.indexOf('>', end)
    if (close < 0) break
    at = close + 1
  }
  return words.join(' ').split(/\s+/).filter(Boolean).join(' ')
}

export function standingOf({ state, status, fault, wordsNow, wordsHash: captured }: CaptureView): Standing {
  if (state === 'waiting') return 'waiting'
  if (state === 'unreachable') return 'unreachable'
  if (fault !== '' || (status ?? 200) >= 400) return 'dead'
  return wordsNow === captured ? 'alive' : 'changed'
}

const hour = 3_600_000

/** When a link is looked at again: soon where it could not be had, then every week, and every month in the end. */
export function nextLook(now: Date, { isReached, tries }: { isReached: boolean; tries: number }): Date {
  const hours = isReached ? 24 * 7 : tries < 2 ? 1 : tries < 4 ? 24 : 24 * 30
  return new Date(now.getTime() + hours * hour)
}
