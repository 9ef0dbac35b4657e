import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}
const papers = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')

/** Packages named in the first column of the table under a heading. */
function namedUnder(heading: string): string[] {
  const [, section = ''] = papers.split(`## ${heading}\n`)
  const rows = section.split('\n## ')[0]?.match(/^\| [@a-z].*$/gm) ?? []
  return rows.flatMap((row) => row.split('|')[1]?.split(',') ?? []).map((name) => name.trim())
}

test('every package that runs here has its line, and no line is left of one that is gone', () => {
  const named = [...namedUnder('Code'), ...namedUnder('Data')].filter((name) => name !== 'package')
  expect(named.toSorted()).toEqual(Object.keys(dependencies).toSorted())
})

test('the code of at most 35 packages runs here (ADR 9)', () => {
  const code = namedUnder('Code').filter((name) => name !== 'package')
  expect(code.length).toBeGreaterThan(20)
  expect(code.length).toBeLessThanOrEqual(35)
})
