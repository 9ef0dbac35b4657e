import fc from 'fast-check'
import { expect, test } from 'vitest'
import { teaserOf, turnsPassed, typeOf } from '../occasions/rules.ts'
import type { EventOccasion } from '../occasions/schema.ts'
import type { Listing } from '../works/schema.ts'
import { select } from './rules.ts'
import { type Filters, filterNames } from './schema.ts'
import { merged } from './service.ts'

const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-01-03'), noInvalidDate: true })
const event: fc.Arbitrary<EventOccasion> = fc
  .tuple(instant, fc.integer({ min: 1, max: 86_400_000 }))
  .map(([start, lasts]) => ({
    ...{ kind: 'event', startsAt: start.toISOString(), endsAt: new Date(start.getTime() + lasts).toISOString() },
    ...{ zone: 'America/Chicago', place: 'Houston', isOnline: false, registrationAddress: '', recordingAddress: '' },
    afterwards: '',
  }))
const kindAndOccasion: fc.Arbitrary<Pick<Listing, 'kind' | 'occasion'>> = fc.oneof(
  fc.record({ kind: fc.constantFrom('report', 'article', 'brief'), occasion: fc.constant(null) }),
  fc.record({ kind: fc.constant('event'), occasion: event }),
)

const plain = fc.record({
  workId: fc.stringMatching(/^[a-z]{6}$/),
  slug: fc.constant('a-work'),
  bodyId: fc.constant('center'),
  isSample: fc.constant(true),
  language: fc.constantFrom('en', 'es'),
  title: fc.constant('T'),
  teaser: fc.constant(''),
  series: fc.constant(''),
  topics: fc.uniqueArray(fc.constantFrom('china', 'immigration', 'trade-and-investment'), { maxLength: 2 }),
  pillars: fc.uniqueArray(fc.constantFrom('climate', 'security'), { maxLength: 2 }),
  regions: fc.uniqueArray(fc.constantFrom('asia', 'europe'), { maxLength: 1 }),
  authors: fc.array(fc.record({ name: fc.constantFrom('Ana', 'Ben'), office: fc.constant('') }), { maxLength: 1 }),
  state: fc.constant('published' as const),
  number: fc.constant(1),
  isSigned: fc.constant(false),
  firstPublishedAt: fc.date({ min: new Date('2020-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
  publishedAt: fc.constant(new Date('2026-01-01')),
})
const work: fc.Arbitrary<Listing> = fc
  .tuple(plain, kindAndOccasion)
  .map(([said, kind]) => ({ ...said, ...kind, teaser: 'Join us.' }))
const pick = (...values: string[]) => fc.constantFrom('', ...values)
const filters: fc.Arbitrary<Filters> = fc.record({
  topic: pick('china', 'immigration'),
  pillar: pick('climate'),
  region: pick('asia'),
  kind: fc.constantFrom('' as const, 'report' as const, 'brief' as const, 'event' as const),
  year: pick('2021', '2024'),
  author: pick('Ana'),
  language: pick('en', 'es'),
})

test('every count beside a filter is what choosing it would show', () => {
  fc.assert(
    fc.property(fc.array(work, { maxLength: 30 }), filters, (all, asked) => {
      const { counts } = select(all, asked)
      for (const name of filterNames)
        for (const { value, count } of counts[name])
          expect(select(all, { ...asked, [name]: value } as Filters).works.length).toBe(count)
    }),
    { numRuns: 300 },
  )
})

test('a list that follows each change is the list made anew', () => {
  const inOrder = (list: Listing[]) =>
    [...list].sort(
      (a, b) => b.firstPublishedAt.getTime() - a.firstPublishedAt.getTime() || (a.workId < b.workId ? -1 : 1),
    )
  fc.assert(
    fc.property(
      fc.uniqueArray(work, { selector: ({ workId }) => workId, maxLength: 20 }),
      fc.nat(),
      fc.boolean(),
      instant,
      (all, at, goes, now) => {
        const changed = all[at % Math.max(1, all.length)]
        if (!changed) return
        const before = inOrder(all.map((each) => (each === changed ? { ...each, title: 'Old' } : each)))
        const fresh = goes ? [] : [changed]
        const [followed, anew] = [
          merged(before, changed.workId, fresh),
          inOrder(all.filter((each) => !goes || each !== changed)),
        ]
        expect(followed).toEqual(anew)
        expect(turnsPassed(followed, now)).toBe(turnsPassed(anew, now))
      },
    ),
  )
})

test('a kept list is made anew exactly when the clock turns an event of it, to the millisecond', () => {
  const shown = (works: Listing[], now: Date) => works.map((each) => [typeOf(each, now), teaserOf(each, now)])
  fc.assert(
    fc.property(fc.array(work, { maxLength: 12 }), instant, fc.nat(86_400_000), (works, now, pass) => {
      const turns = works.flatMap(({ occasion }) =>
        occasion?.kind === 'event' ? [occasion.startsAt, occasion.endsAt] : [],
      )
      const moments = [...turns.map(Date.parse).flatMap((at) => [at - 1, at]), now.getTime() + pass]
      for (const later of moments.filter((at) => at >= now.getTime()).map((at) => new Date(at))) {
        const isSame = JSON.stringify(shown(works, now)) === JSON.stringify(shown(works, later))
        expect(turnsPassed(works, now) === turnsPassed(works, later)).toBe(isSame)
      }
    }),
  )
})
