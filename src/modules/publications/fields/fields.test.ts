import { expect, test } from 'vitest'
import { occasionTyped, readOccasion } from '../occasions/rules.ts'
import { noOccasion } from '../occasions/schema.ts'
import type { Fields } from '../works/schema.ts'
import { changesOf, clashOf, mergedFields } from './rules.ts'

const before: Fields = {
  ...{ title: 'Open ties', teaser: 'Why.', language: 'en', series: '', topics: ['china'], pillars: [], regions: [] },
  ...{ authors: [{ name: 'Ana', office: '' }], speaksOf: [], changeNote: '', isMinor: false },
  ...noOccasion,
}
const merged = (mine: Partial<Fields>, theirs: Partial<Fields>) =>
  mergedFields(before, { ...before, ...mine }, { ...before, ...theirs })

test('what one changed and the other left stands as changed, whoever it was', () => {
  expect(merged({ title: 'Mine' }, { teaser: 'Theirs.' })).toEqual({
    ...{ fields: { ...before, title: 'Mine', teaser: 'Theirs.' }, clashes: [] },
  })
})

test('both changed one field: mine stands and the field is named; to the same, nothing is', () => {
  const { fields, clashes } = merged({ title: 'Mine', series: 'A' }, { title: 'Theirs', series: 'A' })
  expect([fields.title, fields.series, clashes]).toEqual(['Mine', 'A', ['title']])
  const problem = clashOf(clashes, { ...before, title: '' }, true)
  expect(Object.keys(problem.fields)).toEqual(['content', 'title'])
  expect(problem.fields.title).toBe('Somebody else emptied this. Saving puts yours back.')
})

test('of lists each choice is one of its own: two people never contradict each other', () => {
  const { fields, clashes } = merged({ topics: ['immigration', 'china'] }, { topics: ['trade-and-investment'] })
  expect([fields.topics, clashes]).toEqual([['immigration', 'trade-and-investment'], []])
})

test('how the database orders what an author is says nothing', () => {
  const turned = [{ office: '', name: 'Ana' }]
  expect(merged({ authors: [{ name: 'Ben', office: '' }] }, { authors: turned }).clashes).toEqual([])
})

test('what a save changed is said in words, and nothing else of it', () => {
  expect(changesOf(before, { ...before, topics: ['china', 'immigration'], isMinor: true })).toEqual([
    { label: 'Topics', before: 'China', after: 'China, Humane immigration' },
    { label: 'Minor', before: '', after: 'yes' },
  ])
})

test('what is told of an event goes field by field: one says what was recorded, the other what came of it', () => {
  const event = {
    ...{ kind: 'event' as const, startsAt: '2026-06-03T14:00:00.000Z', endsAt: '2026-06-03T16:00:00.000Z' },
    ...{ zone: 'America/Chicago', place: 'City Hall', isOnline: false },
    ...{ registrationAddress: '', recordingAddress: '', afterwards: '' },
  }
  const stood = { ...before, ...occasionTyped(event) }
  const { fields, clashes } = mergedFields(
    stood,
    { ...stood, recordingAddress: 'https://example.org/seen', place: 'The Quay' },
    { ...stood, afterwards: 'Ninety came.', place: 'The Pier' },
  )
  expect([fields.recordingAddress, fields.afterwards, clashes]).toEqual([
    'https://example.org/seen',
    'Ninety came.',
    ['place'],
  ])
  expect(readOccasion('event', fields)).toEqual({
    ...{ ...event, place: 'The Quay' },
    ...{ recordingAddress: 'https://example.org/seen', afterwards: 'Ninety came.' },
  })
})
