// Dates that are known only in part: Extended Date/Time Format, ISO 8601-2:2019 level 1 (1978, 2019-05, 201X, ../2020).
import edtf from 'edtf'

/** First and last day a partial date may mean; undefined for text that is not one. */
export function dayBounds(text: string): { first: string | undefined; last: string | undefined } | undefined {
  if (text === '') return undefined
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
