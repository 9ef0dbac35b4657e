import { expect, test } from 'vitest'
import { cutOut, tellsOf } from './rules.ts'
import type { Subject } from './schema.ts'

const ana: Subject = {
  ...{ personIds: ['ana'], accountIds: [], addresses: ['ana@harbor.example'], addressHashes: [] },
  words: { names: ['Ana Sample', 'Zoë'], addresses: ['ana@harbor.example'], phones: ['+1 (555) 010-1422'] },
}

test.each([
  ['her name, in any order and in capitals', ['SAMPLE, Ana', 'Harbor'], true],
  ['her address within other words', ['write to Ana@Harbor.example please'], true],
  ['her number, however it is written', ['', '15550101422'], true],
  ['somebody of whose name hers is a part', ['Diana', 'Sample City'], false],
  ['half of her name', ['Ana', 'Quist'], false],
  ['one word alone, which many are called', ['Zoë', 'Quist'], false],
  ['digits that only make her number when two cells are read as one', ['1555010', '1422'], false],
])('a row with %s tells of her, or does not', (_, cells, isTheirs) => {
  expect(tellsOf(ana, cells)).toBe(isTheirs)
})

test('what is cut out leaves the words around it', () => {
  expect(cutOut(ana, 'One letter to ana sample (ANA@harbor.example), $0.')).toBe(
    'One letter to [erased] ([erased]), $0.',
  )
})
