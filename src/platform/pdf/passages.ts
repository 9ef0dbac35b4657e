export interface Passage {
  startsAt: number
  endsAt: number
}

/** What takes the place of a passage, whatever its length was. */
export const removedMark = '[removed]'

/**
 * Everywhere that words stand in a text, for taking them out: generous where a reader of the words would be. White space, hyphens at the end
 * of a line, case, accents and ligatures make no difference. Passages that touch are one.
 */
export function passagesOf(text: string, words: string[]): Passage[] {
  const { plain, from } = plainOf(text)
  const found = words.flatMap((each) => {
    const wanted = plainOf(each).plain
    const passages: Passage[] = []
    for (let at = wanted === '' ? -1 : plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
      let endsAt = (from[at + wanted.length - 1] ?? 0) + 1
      while (/\p{M}/u.test(text.charAt(endsAt))) endsAt += 1
      passages.push({ startsAt: from[at] ?? 0, endsAt })
    }
    return passages
  })
  return found
    .toSorted((a, b) => a.startsAt - b.startsAt)
    .reduce<Passage[]>((joined, next) => {
      const last = joined.at(-1)
      if (last && next.startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, next.endsAt)
      else joined.push({ ...next })
      return joined
    }, [])
}

/** A text with a mark in the place of each passage. */
export function withoutPassages(text: string, passages: Passage[]): string {
  let left = ''
  let at = 0
  for (const { startsAt, endsAt } of passages) {
    left += text.slice(at, startsAt) + removedMark
    at = endsAt
  }
  return left + text.slice(at)
}

function plainOf(text: string): { plain: string; from: number[] } {
  const plain: string[] = []
  const from: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const isAtLineEnd = /[-‐\u00ad]/.test(text.charAt(at)) && /^.[^\S\n]*\n/.test(text.slice(at, at + 9))
    if (isAtLineEnd) continue
    for (const each of text.charAt(at).normalize('NFKD').toLowerCase())
      if (!/[\s\p{M}\p{Cf}]/u.test(each)) {
        plain.push(each)
        for (let unit = 0; unit < each.length; unit += 1) from.push(at)
      }
  }
  return { plain: plain.join(''), from }
}
