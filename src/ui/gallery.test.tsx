import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { render } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { gallerySections } from './gallery.tsx'
import { Icon } from './icon.tsx'
import { assetFiles, readStyles, styleFiles } from './styles.ts'

const states = gallerySections.flatMap((section) =>
  section.states.map((state) => ({ title: `${section.title}: ${state.name}`, node: state.node })),
)

test.each(states)('$title renders, without styles or scripts that the content policy forbids', ({ node }) => {
  const html = render(<div>{node}</div>)
  expect(html.length).toBeGreaterThan(40)
  expect(html).not.toMatch(/ style="| on[a-z]+="|<script|NaN|undefined|\[object/)
})

test('every section of the gallery has an address of its own', () => {
  const ids = gallerySections.map((section) => section.id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('no id stands twice in the gallery, or labels would name the wrong thing', () => {
  const html = states.map(({ node }) => render(<div>{node}</div>)).join('')
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((found) => found[1])
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test('every style sheet of the folder is served, and each only once', () => {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const present = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'))
  expect(styleFiles.map((file) => file.slice(here.length)).sort()).toEqual(present.sort())
})

test('every variable that a style sheet uses is defined somewhere', () => {
  const css = readStyles()
  const defined = new Set([...css.matchAll(/(--[a-z0-9-]+):/g)].map((found) => found[1]))
  const used = [...css.matchAll(/var\((--[a-z0-9-]+)/g)].map((found) => found[1])
  expect(used.filter((name) => !defined.has(name))).toEqual([])
})

test('every font that a style sheet names is served, and every file served exists', () => {
  const named = [...readStyles().matchAll(/url\("([^"#]+)"\)/g)].map((found) => found[1])
  expect(assetFiles.map((asset) => asset.url)).toEqual(expect.arrayContaining(named))
  expect(assetFiles.filter((asset) => !existsSync(asset.file))).toEqual([])
})

test('an icon that does not exist is a bug, not a hole in the page', () => {
  expect(() => render(<Icon name="no-such-drawing" />)).toThrow()
  expect(() => render(<Icon name="../package" />)).toThrow(/lower-case/)
})

test('an icon with a label is read aloud, one without is not', () => {
  expect(render(<Icon name="search" label="Search" />)).toContain('aria-label="Search"')
  expect(render(<Icon name="search" />)).toContain('aria-hidden="true"')
})

test('the parts know no word of the domain', () => {
  const here = new URL('.', import.meta.url)
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(tsx?|css)$/.test(name) && !/gallery|test/.test(name),
  )
  const words = /\b(engagement|counterpart|legation|task ?force|survey|crisis|membership)/i
  expect(files.filter((name) => words.test(readFileSync(new URL(name, here), 'utf8')))).toEqual([])
})
