// Dates that are known only in part: Extended Date/Time Format, ISO 8601-2:2019 level 1 (1978, 2019-05, 201X, ../2020).
import edtf from 'edtf'

interface Bounds {
  first: string | undefined
  last: string | undefined
}

// The grammar takes a tenth of a millisecond, and lists of a hundred thousand rows name a few thousand dates.
const known = new Map<string, Bounds | undefined>()
const mostKnown = 20_000

/** First and last day a partial date may mean; undefined for text that is not one. */
export function dayBounds(text: string): Bounds | undefined {
  if (text === '') return undefined
  if (known.has(text)) return known.get(text)
  if (known.size >= mostKnown) known.clear()
  const bounds = readBounds(text)
  known.set(text, bounds)
  return bounds
}

function readBounds(text: string): Bounds | undefined {
  try {
    const parsed = edtf(text)
    return { first: dayText(parsed.min), last: dayText(parsed.max) }
  } catch {
    return undefined // the parser throws on anything that is not EDTF
  }
}

export const isPartialDate = (text: string): boolean => dayBounds(text) !== undefined

function dayText(milliseconds: number): string | undefined {
  if (!Number.isFinite(milliseconds)) return undefined
  const text = new Date(milliseconds).toISOString()
  return text.startsWith('-') || text.startsWith('+') ? undefined : text.slice(0, 10)
}

/** Could a thing that began and ended at these partial dates have been so on `day`? An end that nobody stated rules nothing out. */
export function isValidOn(validFrom: string, validTo: string, day: string): boolean {
  const start = dayBounds(validFrom)?.first
  const end = dayBounds(validTo)?.last
  return (start === undefined || start <= day) && (end === undefined || end >= day)
}
