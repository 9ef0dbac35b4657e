import type { Book } from './book.ts'
import type { SourceKey } from './files.ts'
import { sourceRows } from './sources.ts'
import type { PackageName, Row } from './tables.ts'

/** The page beside the data: what it is, where it comes from, what it counts. Written by the producer, so its figures are true. */
export function sourcesPage(book: Book, hashes: ReadonlyMap<SourceKey, string>): string {
  return [
    '# The starter dataset and its sources',
    '',
    'Two packages, kept apart by licence. `core/` holds public domain, CC0 and CC BY facts and is complete in itself.',
    '`wikipedia/` holds what is derived from Wikipedia and stays under **CC BY-SA 4.0**, with attribution to the Wikipedia',
    'contributors; it refers to organizations in `core/`. Never merge it into a dump under another licence.',
    '',
    'Every value can be followed to its cell: `file` and `row` name the source file and the row in it (the header is row 1),',
    '`column` the heading, `original` the text as it stood. Several values in one cell are joined by `|`. Empty means unknown.',
    'Sister ties are *reported*: undated, unverified, of unknown status. Nothing is “in force” because no end was found.',
    '',
    ...figures(book),
    ...perFile(book),
    ...handCheck,
    ...(['core', 'wikipedia'] as const).flatMap((name) => perSource(name, hashes)),
  ].join('\n')
}

const handCheck = [
  '## Checked by hand',
  '',
  'The maker of this dataset read ties drawn at random: US place, partner, country and point against the text of the rows and',
  'general knowledge, not against other sources. 60 on an early build and 60 on a nearly final one: none was wrong; one',
  '(La Crosse – Førde) has a title whose county disagrees with the point. Of 140 ties with only one row behind them, five were',
  'wrong on the early build; the causes were mended. Of 90 further ones on a nearly final build one was wrong and is still in:',
  'Drumore Township – Dromore, County Down stands at Dromore, County Tyrone, because the gazetteer has no other and the',
  'twin-town list points there, too. In the United Kingdom and Ireland the gazetteer knows no counties, so this kind of error',
  'can remain. All this says whether a row was placed rightly, not whether the tie exists.',
  '',
]

function figures(book: Book): string[] {
  const engagements = [...book.rows.core.engagements, ...book.rows.wikipedia.engagements]
  const byKind = count(engagements, (row) => row.kind ?? '')
  const organizations = [...book.rows.core.organizations, ...book.rows.wikipedia.organizations]
  return [
    '## Figures',
    '',
    `${engagements.length} engagements (${engagements.filter((row) => isDrawable(book, row)).length} with coordinates at both ends): ${list(byKind)}.`,
    '',
    `${organizations.length} organizations: ${list(count(organizations, (row) => row.kind ?? ''))}.`,
    '',
  ]
}

/** Both ends have a point: what a map can draw as an arc. */
function isDrawable(book: Book, row: Row): boolean {
  const hasPoint = (key = '') => Boolean(book.find(key)?.longitude)
  return hasPoint(row.us) && hasPoint(row.counterparts)
}

function count(rows: readonly Row[], key: (row: Row) => string): [string, number][] {
  return [...Map.groupBy(rows, key)]
    .map(([name, same]): [string, number] => [name, same.length])
    .toSorted((a, b) => b[1] - a[1])
}

const list = (counts: readonly [string, number][]) => counts.map(([name, number]) => `${number} ${name}`).join(', ')

function perFile(book: Book): string[] {
  const rows = [...book.counts.values()].map(
    (one) =>
      `| \`${one.file}\` | ${one.scope} | ${one.read} | ${one.outOfScope} | ${one.accepted} | ${one.rejected} | ${one.refusedCells} |`,
  )
  return [
    '## Rows per file',
    '',
    'read = out of scope + accepted + rejected. A refused cell is a wrong value in a row that stands.',
    'Reasons for every refused row and cell are in `rejects.csv` of each package.',
    '',
    '| file | scope | read | out of scope | accepted | rejected | refused cells |',
    '|---|---|---:|---:|---:|---:|---:|',
    ...rows,
    '',
  ]
}

function perSource(name: PackageName, hashes: ReadonlyMap<SourceKey, string>): string[] {
  const entries = sourceRows(name, hashes).map((row) => {
    const lines = [
      `**${row.key}** – ${row.title}. ${row.publisher}. Licence: ${row.licence}.`,
      row.attribution,
      row.note,
    ]
    return `- ${lines.filter((line) => line).join(' ')}`
  })
  return [`## Sources of \`${name}/\``, '', ...entries, '']
}
