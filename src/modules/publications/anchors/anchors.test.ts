import { expect, test } from 'vitest'
import { textOfMarkdown } from '../texts/rules.ts'
import { anchorAt, lineTextOf, placeOf, placesOf } from './rules.ts'

const plain = lineTextOf(
  textOfMarkdown(
    '## Harbors\n\nHarbor City signed in 1978. It kept the text.\n\nMill Creek signed in 1979. It lost the text.',
  ),
)
const anchored = (quote: string, which = 0) => {
  const from = placesOf(plain, quote)[which] ?? -1
  return anchorAt(plain, from, from + quote.length)
}
const said = (text: string, anchor: ReturnType<typeof anchored>) => {
  const place = placeOf(text, anchor)
  return place && [text.slice(place.from, place.to), place.isChanged]
}

test('words are found where they stood, whatever comes before them', () => {
  expect(said(`A new beginning.\n${plain}`, anchored('kept the text'))).toEqual(['kept the text', false])
})

test('of words that stand twice those are meant that were', () => {
  const second = anchored('signed in', 1)
  // So much comes before that the other one is nearer by now.
  const later = `${'Something more. '.repeat(12)}\n${plain}`
  const found = placeOf(later, second)
  expect(later.slice(found?.to, (found?.to ?? 0) + 5)).toBe(' 1979')
  expect(said(plain.replace('Harbor City signed in 1978. ', ''), second)?.[0]).toBe('signed in')
})

test('words that were mended are still spoken of; words that are gone are said to be', () => {
  const sentence = anchored('Harbor City signed in 1978.')
  expect(said(plain.replace('in 1978', 'on May 2, 1978'), sentence)).toEqual([
    'Harbor City signed on May 2, 1978.',
    true,
  ])
  expect(said(plain.replace('Harbor City signed in 1978. ', ''), sentence)).toBeUndefined()
  expect(said('', sentence)).toBeUndefined()
})

test('how words are broken into lines does not matter to whoever copies them', () => {
  expect(placesOf(plain, ' the\ntext.\n  Mill   Creek ')).toHaveLength(1)
  expect(placesOf(plain, '  ')).toEqual([])
})
