import { expect, test } from 'vitest'
import { flawsOf, lengthOf } from '../checks/rules.ts'
import { hashOf, headingsOf, markdownOf, plainOf, readText, textOfMarkdown } from './rules.ts'

const written = `# Ports and partners

Cities **sign**, and [states follow](https://example.org)[footnote text="By statute."].

- One
- Two

| Place | Ties |
| --- | --- |
| Harbor City | 3 |

:::pullQuote

We kept the door open.

:::

Ties counted: [evidence kind="atlas.count" reference="country=QQ" asOf="2026-11-01" says="3"].`

test('what is written in Markdown comes back as it was written, and means the same', () => {
  const text = textOfMarkdown(written)
  const again = textOfMarkdown(markdownOf(text))
  expect(again).toEqual(text)
  expect(plainOf(text)).toContain('Cities sign, and states follow.')
  expect(plainOf(text)).toContain('[1] By statute.')
  expect(plainOf(text)).toContain('Ties counted: 3.')
})

test('a lone first level becomes the second, which is the first that a text has', () => {
  expect(headingsOf(textOfMarkdown('# One\n\n## Two\n\n## Two'))).toEqual([
    { level: 2, words: 'One', anchor: 'one' },
    { level: 3, words: 'Two', anchor: 'two' },
    { level: 3, words: 'Two', anchor: 'two-2' },
  ])
})

test('nothing that could run is a text: scripts stay words, and such links lose their address', () => {
  const text = textOfMarkdown('<script>alert(1)</script>\n\n[press](javascript:alert(1)) <img src=x onerror=alert(1)>')
  expect(JSON.stringify(text)).not.toMatch(/"javascript:/)
  expect(JSON.stringify(text)).not.toMatch(/"type":"(?:script|image|iframe)"/)
  const link = { type: 'link', attrs: { href: 'javascript:alert(1)' } }
  const hostile = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [link] }] }],
  }
  expect(() => readText(hostile)).toThrow('holds something')
  expect(() => readText({ type: 'doc', content: [{ type: 'iframe' }] })).toThrow('holds something')
  expect(() => readText(null)).toThrow('holds something')
})

test('equal words have an equal hash, whatever order their attributes came in', () => {
  const content = textOfMarkdown('[evidence kind="a" reference="b" asOf="" says="c"]')
  const turned = JSON.parse(
    JSON.stringify(content).replace(
      /"attrs":\{(.*?)\}/,
      (_, inner: string) => `"attrs":{${inner.split(',').reverse().join(',')}}`,
    ),
  )
  expect(JSON.stringify(turned)).not.toBe(JSON.stringify(content))
  const told = { title: 'T', teaser: '' }
  expect(hashOf({ ...told, content: turned })).toBe(hashOf({ ...told, content }))
  expect(hashOf({ ...told, content: textOfMarkdown('other') })).not.toBe(hashOf({ ...told, content }))
})

test('whoever writes is told what readers who listen would stumble over', () => {
  const flaws = flawsOf(textOfMarkdown('## A\n\n#### B\n\nRead it [here](https://example.org).'))
  expect(flaws.map(({ says }) => says)).toEqual([
    'It skips a level: use heading 3 here.',
    'Its words should say where it leads.',
  ])
})

test('how long a text is, is said in words and in minutes', () => {
  expect(lengthOf(textOfMarkdown(''))).toBe('0 words.')
  expect(lengthOf(textOfMarkdown('Once.'))).toBe('1 word, about 1 minute to read.')
  expect(lengthOf(textOfMarkdown('word '.repeat(1190)))).toBe('1,190 words, about 5 minutes to read.')
})
