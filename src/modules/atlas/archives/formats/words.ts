import { fileName } from './licences.ts'
import type { Edition, Sealed, Source, TableShape } from './tabular.ts'

/** What a reader finds in the archive, what it does not say, and how to cite it. */
export function readmeOf(edition: Edition, files: Sealed[], tables: TableShape[], sources: Source[]): string {
  const rows = new Map(tables.map((table) => [`${table.name}.csv`, table]))
  const listed = files.map(({ name }) => {
    const table = rows.get(name)
    return `- ${name}${table ? `: ${table.title} (${table.rowCount} rows)` : ''}`
  })
  const licences = [...new Set(sources.map(({ licence }) => licence))].sort()
  return `# ${edition.title}

${edition.says}

Edition: ${edition.id}
As of: ${edition.asOf}
As known at: ${edition.knownAt}
The same bytes again: ${edition.address}

## Files

${listed.join('\n')}
- datapackage.json: what every column means, with checksums (Data Package 2)
- csv-metadata.json: the same for readers of linked data (CSV on the Web)
- CITATION.cff: how to cite this edition
- SHA256SUMS: check with "sha256sum -c SHA256SUMS"

## How to read it

An empty cell means unknown or none, never "in force" and never zero. Dates are EDTF: 1985, 1985-05, 1985-05-03.
statements.csv says for each value which source says so and where in it: "engagement_id" and "property" lead from a value to
its cells, "source_id" to sources.csv. A statement that was taken back stays, with the day and the reason.
dyad-years.csv counts by US government, country and year. A row without a year holds what has no known beginning; one without
a country, what has none on record. An engagement of several governments or countries counts once for each of their pairs.
An apostrophe before =, +, - or @ keeps a spreadsheet from running a cell as a formula; the Parquet file has none.

## Licenses

Rows keep the license of what they came from, in "license" and "source_license". ${licences.some((each) => each.includes('SA')) ? 'Rows under a share-alike license\nare kept apart by these columns: take them out before you publish the rest under other terms.' : ''}
${licences.map((licence) => `- ${licence}: licenses/${fileName(licence)}.txt`).join('\n')}

Method: ${edition.publisherAddress}/method
`
}

/** Citation File Format 1.2. */
export const citationOf = (edition: Edition): string =>
  [
    'cff-version: 1.2.0',
    'type: dataset',
    'message: "If you use this edition, please cite it as follows."',
    `title: ${quoted(edition.title)}`,
    `abstract: ${quoted(edition.says)}`,
    'authors:',
    `  - name: ${quoted(edition.publisher)}`,
    `    website: ${quoted(edition.publisherAddress)}`,
    `version: ${quoted(edition.id)}`,
    `date-released: ${edition.knownAt.slice(0, 10)}`,
    'identifiers:',
    '  - type: url',
    `    value: ${quoted(edition.address)}`,
    `url: ${quoted(edition.address)}`,
    '',
  ].join('\n')

// A JSON string is a YAML string (YAML 1.2 §1.3).
const quoted = (text: string): string => JSON.stringify(text)
