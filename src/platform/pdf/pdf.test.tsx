import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { Page } from '#platform/http'
import { unpacked } from '#test/pdf'
import type { Block } from './blocks.ts'
import { flattenPage } from './flatten.ts'
import { printPage } from './index.ts'

const about = { institution: 'Sample', address: 'http://legation.test/sample', day: '2026-02-15', drawingStyle: '' }
const textOf = (block: Block): unknown =>
  'text' in block
    ? block.text.map(({ text }) => text).join('')
    : block.kind === 'list'
      ? block.items.map((item) => item.map(textOf))
      : block

const Named = ({ name }: { name: string }) => <strong>{name}</strong>

test('a page is read in its order: components called, white space as HTML shows it, controls and what is folded away left out', () => {
  const { head, blocks } = flattenPage(
    <Page title="Harbor City">
      <div class="wrap">
        <h1>Harbor City</h1>
        <p>
          A port <Named name="in" /> Columbia,
          <br /> by the <a href="/map">sea</a>.
        </p>
        <nav>Elsewhere</nav>
        <form>
          <p>Correct it</p>
        </form>
        <p hidden>Hidden</p>
        <p class="no-print">For screens</p>
        <details>
          <summary>More</summary>
          <p>Folded</p>
        </details>
        {[1, 2].map((number) => (
          <p key={number}>Number {number}</p>
        ))}
        {false}
        <ul>
          <li>One</li>
          <li>
            Two
            <ul>
              <li>Two and a half</li>
            </ul>
          </li>
        </ul>
      </div>
    </Page>,
  )
  expect(head.title).toBe('Harbor City')
  expect(blocks.map(textOf)).toEqual([
    'Harbor City',
    'A port in Columbia, by the sea.',
    'Number 1',
    'Number 2',
    [['One'], ['Two', [['Two and a half']]]],
  ])
  const runs = blocks[1]?.kind === 'paragraph' ? blocks[1].text : []
  expect(runs.filter(({ manner, href }) => manner ?? href)).toEqual([
    { text: 'in', manner: 'strong' },
    { text: 'sea', href: '/map' },
  ])
})

test('a table keeps its caption and its columns, terms keep what is said of them, a drawing its words', () => {
  const { blocks } = flattenPage(
    <Page title="Figures">
      <table>
        <caption>Ties by state</caption>
        <thead>
          <tr>
            <th>State</th>
            <th>Ties</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th>Columbia</th>
            <td>
              <a href="/x">4</a>
            </td>
          </tr>
          <tr>
            <th>Meridia</th>
          </tr>
        </tbody>
      </table>
      <dl>
        <div>
          <dt>Began</dt>
          <dd>1985</dd>
        </div>
      </dl>
      <svg aria-label="A map">
        <circle r="1" />
      </svg>
      <svg aria-hidden="true">
        <circle r="2" />
      </svg>
    </Page>,
  )
  expect(blocks).toEqual([
    {
      kind: 'table',
      caption: [{ text: 'Ties by state' }],
      head: [[{ text: 'State' }], [{ text: 'Ties' }]],
      rows: [
        [[{ text: 'Columbia' }], [{ text: '4', href: '/x' }]],
        [[{ text: 'Meridia' }], []],
      ],
    },
    {
      kind: 'facts',
      entries: [{ term: [{ text: 'Began' }], value: [{ kind: 'paragraph', text: [{ text: '1985' }] }] }],
    },
    { kind: 'picture', alternative: 'A map', svg: expect.stringContaining('<circle r="1"') },
  ])
})

/** The file, unpacked, of a page that says so everywhere that words can stand. */
async function printed(name: string): Promise<string> {
  const page = (
    <Page title={`Sample ${name}`}>
      <h1>{`Sample ${name}`}</h1>
      <p>{name}</p>
      <table>
        <caption>{name}</caption>
        <thead>
          <tr>
            <th>{name}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{name}</td>
          </tr>
        </tbody>
      </table>
      <svg viewBox="0 0 20 20" aria-label={`A map of ${name}`}>
        <text x="1" y="9" class="label">
          {name}
        </text>
      </svg>
    </Page>
  )
  return unpacked(await printPage(page, { ...about, drawingStyle: '.label { fill: #14325c; }' }))
}

test.each([
  ['markup', '</text></svg><script>alert(1)</script>'],
  ['signs of the language it is typeset in', '#panic("no") $x$ [a] \\ `b` */ /* <label> @ref'],
  ['a greater-than sign where attributes stand', 'Harbor > Meridian "quoted" \'and\' & more'],
  ['control characters', 'Harbor\u0001City\u001b\u0085'],
  ['letters that are none', 'Harbor\uFFFE\uFFFF'],
  ['Arabic and Hebrew', 'مدينة الميناء עיר הנמל'],
  ['letters no font has', '北京市 서울 ไทย'],
  ['wide signs and faces', '＜svg＞ ＆ ＂quoted＂ 😀 🇯🇵 👩‍⚖️ é e\u0301 ﬁ \u202eright\u202c'],
  ['nothing but space', ' \u00A0\u200B '],
  ['no end', 'Sample Consultative Conference '.repeat(200)],
  ['one word without end', 'Donaudampfschifffahrtsgesellschaft'.repeat(30)],
])('a page that says %s, in words and in a drawing, is typeset and complies with PDF/UA', async (_, name) => {
  expect(await printed(name)).toContain('<pdfuaid:part>1</pdfuaid:part>')
})

test('every letter of the last font at once is more than the standard takes: the file is tagged and does not claim to comply', async () => {
  const papers = readFileSync(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/status.txt'), 'utf8')
  const letters = [...papers.matchAll(/^U\+([0-9a-f]+) /gm)].map(([, code = '']) => Number.parseInt(code, 16))
  const text = await printed(String.fromCodePoint(...letters))
  expect([text.includes('/StructTreeRoot'), text.includes('pdfuaid:part')]).toEqual([true, false])
})

test('the colors of a drawing reach the paper', async () => {
  const drawing = (
    <Page title="Color">
      <h1>Color</h1>
      <svg viewBox="0 0 20 20" aria-label="A > B">
        <rect class="land" width="20" height="20" />
      </svg>
    </Page>
  )
  const drawn = async (color: string) =>
    unpacked(await printPage(drawing, { ...about, drawingStyle: `.land { fill: ${color}; }` }))
  expect(await drawn('#ff0000')).toMatch(/\b1 0 0 (?:rg|scn|sc)\b/)
  expect(await drawn('#0000ff')).toMatch(/\b0 0 1 (?:rg|scn|sc)\b/)
})

test('a page asked for by many at once is typeset once; more pages than one waits for are refused, and then come again', async () => {
  const page = (number: number) => (
    <Page title={`Page ${number}`}>
      <h1>Page {number}</h1>
    </Page>
  )
  const many = await Promise.all(Array.from({ length: 60 }, () => printPage(page(0), about)))
  expect(new Set(many).size).toBe(1)
  const settled = await Promise.allSettled(Array.from({ length: 30 }, (_, at) => printPage(page(at + 1), about)))
  const refused = settled.filter((each) => each.status === 'rejected')
  expect(refused.length).toBe(10)
  expect(refused[0]?.reason).toMatchObject({ kind: 'unavailable', code: 'platform.pdf.busy' })
  expect((await printPage(page(30), about)).length).toBeGreaterThan(1000)
})
