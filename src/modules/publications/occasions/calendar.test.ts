import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useSite } from '#test/site'
import { calendarOf } from './formats/calendar.ts'

const site = useSite()

/** Reads a calendar as RFC 5545 says programs do: lines are put together again, then split at their colon, then words given back. */
function readCalendar(text: string): Map<string, string> {
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n')
  expect(lines.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0'])
  expect(lines.slice(-3)).toEqual(['END:VEVENT', 'END:VCALENDAR', ''])
  return new Map(
    lines.filter(Boolean).map((line) => {
      const [, name = '', value = ''] = /^([A-Z-]+):(.*)$/s.exec(line) ?? []
      expect(name).not.toBe('')
      return [name, value.replaceAll(/\\([\\;,nN])/g, (_, mark: string) => (/n/i.test(mark) ? '\n' : mark))]
    }),
  )
}

test('any title, place and teaser is read back from a calendar as it was written, in lines no wider than may be', () => {
  const words = fc.string({
    unit: fc.oneof(fc.constantFrom('\\', ';', ',', ':', 'é', '日', '👩‍👧', 'n', ' '), fc.string()),
    minLength: 1,
  })
  fc.assert(
    fc.property(words, words, words, (title, place, teaser) => {
      const told = { title, place, description: teaser, address: 'https://legation.test/works/x', isCalledOff: false }
      const times = { changedAt: new Date(0), startsAt: new Date(0), endsAt: new Date(60_000) }
      const read = readCalendar(calendarOf({ ...told, ...times, id: 'w@legation.test', version: 2 }))
      const shown = (text: string) => text.replaceAll(/\r\n?/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, ' ')
      expect(read.get('SUMMARY')).toBe(shown(title))
      expect(read.get('LOCATION')).toBe(shown(place))
      expect(read.get('DESCRIPTION')).toBe(shown(teaser))
    }),
  )
})

test('a calendar is given when and where an event is, in its own file', async () => {
  const [cora, visitor] = [await site.as('sample-cora'), await site.as('visitor')]
  const fields = { kind: 'event', bodyId: 'center', title: 'Ports; and partners', slug: 'ports' }
  const draft = (await cora.post('/desk/works/new', fields)).headers.get('location') ?? ''
  await cora.post(draft, {
    ...{ revision: '1', title: fields.title, teaser: 'Come and see.', content: 'Ports.', topics: 'china' },
    ...{ startsAt: '2026-03-03T18:00', endsAt: '2026-03-03T20:00', zone: 'America/Chicago', place: 'Houston, Texas' },
    authors: 'Cora Sample',
  })
  await cora.post(`${draft}/turn`, { deed: 'publish' })
  const answer = await visitor.get('/works/ports/work.ics')
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toContain('ports.ics')
  const read = readCalendar(answer.text)
  expect(Object.fromEntries(read)).toMatchObject({
    ...{ DTSTART: '20260304T000000Z', DTEND: '20260304T020000Z', SEQUENCE: '1', STATUS: 'CONFIRMED' },
    ...{ SUMMARY: 'Ports; and partners (sample)', LOCATION: 'Houston, Texas', URL: 'http://legation.test/works/ports' },
  })
  expect(read.get('UID')).toMatch(/^.+@legation\.test$/)
})
