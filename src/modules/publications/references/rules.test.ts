import { expect, test } from 'vitest'
import type { Reference } from '#platform/csl'
import { hashOf, plainOf, textOfMarkdown } from '../texts/rules.ts'
import { clustersOf, merged, writtenOut } from './rules.ts'

const doe: Reference = { id: 'doe', type: 'book', title: 'Cities' }
const text = textOfMarkdown(
  'First.[footnote text="A note."] Then.[citation key="doe" locator="4"][citation key="roe"] Last.[citation key="doe"]\n\n- Listed.[citation key="roe"]',
)

test('citations side by side are one, and each has its number among all notes of the text', () => {
  expect(clustersOf(text).map(({ note, cites }) => [note, cites.map(({ id }) => id)])).toEqual([
    [2, ['doe', 'roe']],
    [3, ['doe']],
    [4, ['roe']],
  ])
})

test('what a style wrote takes the place of each cluster once, as notes or in the line, with the list behind the text', () => {
  const citations = ['one', 'two', 'three'].map((word) => [{ text: word }])
  const entries = [{ id: 'doe', words: [{ text: 'Doe. ' }, { text: 'Cities', manner: 'emphasis' as const }] }]
  expect(plainOf(writtenOut(text, { isNote: false, citations, entries }))).toBe(
    'First. Then.one Last.two\n\nListed.three\n\nReferences\n\nDoe. Cities\n\n[1] A note.',
  )
  expect(plainOf(writtenOut(text, { isNote: true, citations, entries: [] }))).toBe(
    'First. Then. Last.\n\nListed.\n\n[1] A note.\n\n[2] one\n\n[3] two\n\n[4] three',
  )
  // Where a style wrote nothing, readers still see what is cited.
  expect(plainOf(writtenOut(text, null))).toContain('Then.[doe] Last.[doe]')
})

test('another source under the same key makes another text to whoever cleared or signed it; one that is not cited does not', () => {
  const hash = (bibliography: Reference[]) => hashOf({ title: 'T', teaser: '', content: text, bibliography })
  expect(hash([{ ...doe, title: 'Towns' }])).not.toBe(hash([doe]))
  expect(hash([doe, { id: 'other', type: 'book', title: 'Other' }])).toBe(hash([doe]))
})

test('sources without a key get one that people would type; the same source keeps its key when it comes again', () => {
  const bare = {
    id: '',
    type: 'book',
    title: 'Cities',
    author: [{ family: 'Doe' }],
    issued: { 'date-parts': [[2020]] },
  }
  const first = merged([], [bare, { ...bare, title: 'Towns' }])
  expect(first.references.map(({ id }) => id)).toEqual(['doe2020', 'doe2020b'])
  const again = merged(first.references, [bare, { ...bare, title: 'Ports' }])
  expect([again.added, again.replaced, again.references.map(({ id }) => id)]).toEqual([
    1,
    1,
    ['doe2020', 'doe2020b', 'doe2020c'],
  ])
})
