import { isHeading, keysOf, levelOf, nodesOf, wordsOf } from '../nodes/rules.ts'
import type { Flaw, TextDocument } from '../texts/schema.ts'

// This file runs in the browser too: what is said of a draft follows its writer.

/** What somebody should mend before others read it: for people who listen, and for links that lead nowhere. */
export function flawsOf(text: TextDocument, sources: readonly string[] = []): Flaw[] {
  const known = new Set(sources)
  const flaws: Flaw[] = keysOf(text)
    .filter((key) => !known.has(key))
    .map((key) => ({ where: `The citation “${key}”`, says: 'No source of this edition has that key.' }))
  let before = 1
  for (const node of nodesOf(text)) {
    const words = wordsOf(node).trim()
    if (isHeading(node)) {
      if (words === '') flaws.push({ where: 'A heading', says: 'It is empty: give it words or take it out.' })
      if (levelOf(node) > before + 1)
        flaws.push({ where: `“${words}”`, says: `It skips a level: use heading ${before + 1} here.` })
      before = levelOf(node)
    }
    if (node.type === 'table' && !node.content?.[0]?.content?.some((cell) => cell.type === 'tableHeader'))
      flaws.push({ where: 'A table', says: 'Its first row names no columns: make them headings.' })
    if (node.type === 'footnote' && !String(node.attrs?.text).trim())
      flaws.push({ where: 'A note', says: 'It says nothing.' })
    if (node.type === 'picture' && !node.attrs?.alternative && !node.attrs?.decorative)
      flaws.push({ where: 'A picture', says: 'Say what it shows, or mark it as decoration.' })
    if (node.type === 'embed' && !node.attrs?.asOf)
      flaws.push({ where: `The embed “${node.attrs?.reference}”`, says: 'Say as of which day it is shown.' })
    for (const mark of node.marks ?? [])
      if (mark.type === 'link' && /^(?:here|click here|this|link|read more|more)$/i.test(words))
        flaws.push({ where: `The link “${words}”`, says: 'Its words should say where it leads.' })
  }
  return flaws
}

/** Grown-ups read so many words of English a minute in silence (Brysbaert 2019, 238 for what is not fiction). */
const wordsInMinute = 238

/** How long a text is, in words and in time. */
export function lengthOf(text: TextDocument): string {
  const words = wordsOf(text).split(/\s+/).filter(Boolean).length
  const minutes = Math.max(1, Math.round(words / wordsInMinute))
  const read = words === 0 ? '' : `, about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} to read`
  return `${words.toLocaleString('en-US')} ${words === 1 ? 'word' : 'words'}${read}.`
}
