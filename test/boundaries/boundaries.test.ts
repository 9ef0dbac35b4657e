import { expect, test } from 'vitest'
import { checkBoundaries, findViolations } from '../../tools/check-boundaries.ts'
import { checkStructure, climbsOut, misplaced, tooLong } from '../../tools/check-structure.ts'
import { rules } from './rules.ts'

test('every wall of the house holds, and every file was examined', async () => {
  expect(await checkBoundaries()).toEqual([])
})

test('each wall bites: its bad example fires it exactly once', async () => {
  const { violations } = await findViolations('test/boundaries/bad')
  const fired = Map.groupBy(violations, (violation) => violation.rule.name)
  const expected = Object.fromEntries(rules.map((rule) => [rule.name, 1]))
  expect(Object.fromEntries([...fired].map(([name, found]) => [name, found.length]))).toEqual(expected)
})

test('every file stands where the house has room for it', () => {
  expect(checkStructure()).toEqual([])
})

test('the structure check bites', () => {
  expect(misplaced('src/modules/atlas/engagements/helpers.ts')).toHaveLength(1)
  expect(misplaced('src/modules/atlas/utils.ts')).toHaveLength(1)
  expect(misplaced('src/modules/atlas/engagements/lib/read.ts')).toHaveLength(1)
  expect(misplaced('src/modules/atlas/engagements/read.ts')).toEqual([])
  expect(tooLong('src/long.ts', '\n'.repeat(301))).toHaveLength(1)
  expect(climbsOut('src/modules/atlas/engagements/read.ts', "import { x } from '../../other/index.ts'")).toHaveLength(1)
  expect(climbsOut('src/modules/atlas/engagements/read.ts', "import { x } from '../rules/read.ts'")).toEqual([])
})
