import type { EditionView } from '../../works/schema.ts'
import { happeningOf, placeOf, standingOf } from '../rules.ts'

/** Octets of a line before it goes on in the next (RFC 5545 §3.1). */
const widest = 75

/**
 * An event as calendars take it up (RFC 5545), with its times in UTC: clocks of the reader show them. Later editions take the place of earlier
 * ones by their number, and one that was withdrawn before it was over is called off; undefined for what is no event.
 */
export function calendarOf(
  edition: EditionView,
  about: { address: string; host: string; organizer: string },
): string | undefined {
  const event = happeningOf(edition)
  if (!event) return undefined
  const isOff = edition.state === 'withdrawn' && standingOf(edition, edition.endedAt ?? new Date(0)) !== 'past'
  return [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Legation//Publications//EN', 'METHOD:PUBLISH', 'BEGIN:VEVENT'],
    `UID:${edition.workId}@${about.host}`,
    `DTSTAMP:${utc(edition.publishedAt ?? edition.savedAt)}`,
    `SEQUENCE:${edition.number}`,
    `DTSTART:${utc(new Date(event.startsAt))}`,
    `DTEND:${utc(new Date(event.endsAt))}`,
    `SUMMARY:${escaped(edition.isSample ? `${edition.title} (sample)` : edition.title)}`,
    `LOCATION:${escaped(placeOf(event))}`,
    `DESCRIPTION:${escaped([edition.teaser, `${about.organizer}: ${about.address}`].join('\n'))}`,
    `URL:${about.address}`,
    `STATUS:${isOff ? 'CANCELLED' : 'CONFIRMED'}`,
    ...['END:VEVENT', 'END:VCALENDAR'],
  ]
    .flatMap(folded)
    .map((line) => `${line}\r\n`)
    .join('')
}

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
