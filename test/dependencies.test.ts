import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}
const papers = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')

/** The rows of the table under a heading, each with the packages in its first column. */
function rowsUnder(heading: string): string[][] {
  const [, section = ''] = papers.split(`## ${heading}\n`)
  const rows = section.split('\n## ')[0]?.match(/^\| [@a-z].*$/gm) ?? []
  const named = rows.map(
    (row) =>
      row
        .split('|')[1]
        ?.split(',')
        .map((name) => name.trim()) ?? [],
  )
  return named.filter(([first]) => first !== 'package')
}

/** Whoever owns the repository that a package is released from: `honojs` of `git+https://github.com/honojs/hono.git`. */
function keeperOf(name: string): string {
  const file = join(root, 'node_modules', name, 'package.json')
  const { repository } = JSON.parse(readFileSync(file, 'utf8')) as { repository?: string | { url: string } }
  const address = typeof repository === 'string' ? repository : (repository?.url ?? '')
  return address.split('/').at(-2) ?? ''
}

test('every package that runs here has its line, and no line is left of one that is gone', () => {
  const named = [...rowsUnder('Code'), ...rowsUnder('Data')].flat()
  expect(named.toSorted()).toEqual(Object.keys(dependencies).toSorted())
})

test('at most 35 projects have code that runs here, and the packages of a row have one keeper (ADR 13)', () => {
  const rows = rowsUnder('Code')
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.length).toBeLessThanOrEqual(35)
  for (const packages of rows) expect(new Set(packages.map(keeperOf)).size, packages.join(', ')).toBe(1)
})
