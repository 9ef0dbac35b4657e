import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '#test/template'

const foldersOf = (path: string): string[] =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** The drawing at the head of the page about the house. */
const drawing = read('docs/architecture.md').split('```')[1] ?? ''

test.each([
  'src/platform',
  'src/kernel',
  'src/modules/atlas',
])('the drawing of the house names every noun of %s', (path) => {
  const nouns = foldersOf(path)
  expect(nouns.length).toBeGreaterThan(10)
  expect(nouns.filter((noun) => !new RegExp(`\\b${noun}\\b`).test(drawing))).toEqual([])
})

test('the page of the atlas says what each of its nouns does', () => {
  const rows = [...read('src/modules/atlas/README.md').matchAll(/^\| ([a-z, ]+) \|/gm)].map(([, names]) => names ?? '')
  const named = new Set(rows.flatMap((names) => names.split(', ')))
  expect(foldersOf('src/modules/atlas').filter((noun) => !named.has(noun))).toEqual([])
})
