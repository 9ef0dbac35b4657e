/** What a calendar takes up of an event. */
export interface CalendarEntry {
  /** The same for good, whatever becomes of it. */
  id: string
  /** Rises with every change. */
  version: number
  changedAt: Date
  startsAt: Date
  endsAt: Date
  title: string
  place: string
  description: string
  address: string
  isCalledOff: boolean
}

/** Octets of a line before it goes on in the next (RFC 5545 §3.1). */
const widest = 75

/** A file of one event for calendars (RFC 5545), with its times in UTC: clocks of the reader show them. */
export const calendarOf = (entry: CalendarEntry): string =>
  [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Legation//Publications//EN', 'METHOD:PUBLISH', 'BEGIN:VEVENT'],
    `UID:${entry.id}`,
    `DTSTAMP:${utc(entry.changedAt)}`,
    `SEQUENCE:${entry.version}`,
    `DTSTART:${utc(entry.startsAt)}`,
    `DTEND:${utc(entry.endsAt)}`,
    `SUMMARY:${escaped(entry.title)}`,
    `LOCATION:${escaped(entry.place)}`,
    `DESCRIPTION:${escaped(entry.description)}`,
    `URL:${entry.address}`,
    `STATUS:${entry.isCalledOff ? 'CANCELLED' : 'CONFIRMED'}`,
    ...['END:VEVENT', 'END:VCALENDAR'],
  ]
    .flatMap(folded)
    .map((line) => `${line}\r\n`)
    .join('')

/** `20260603T140000Z` */
const utc = (instant: Date): string => `${instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`

/** Text as RFC 5545 §3.3.11 has it; other control characters cannot stand in it. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, ' ')

/** A line in parts no wider than may be, none of which ends within a character; all but the first begin with a space. */
function folded(line: string): string[] {
  const parts: string[] = []
  let part = ''
  for (const character of line) {
    if (Buffer.byteLength(part) + Buffer.byteLength(character) > widest) {
      parts.push(part)
      part = ' '
    }
    part += character
  }
  return [...parts, part]
}
