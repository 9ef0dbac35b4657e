import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { Book } from './book.ts'
import { fieldOf, type PackageName, type Row, type TableName, tables } from './tables.ts'

const licences = {
  core: [
    {
      name: 'CC0-1.0',
      title: 'Creative Commons Zero 1.0, where nothing else is said',
      path: 'https://creativecommons.org/publicdomain/zero/1.0/',
    },
    {
      name: 'CC-BY-4.0',
      title: 'Creative Commons Attribution 4.0, for what comes from GeoNames',
      path: 'https://creativecommons.org/licenses/by/4.0/',
    },
  ],
  wikipedia: [
    {
      name: 'CC-BY-SA-4.0',
      title: 'Creative Commons Attribution-ShareAlike 4.0',
      path: 'https://creativecommons.org/licenses/by-sa/4.0/',
    },
  ],
} as const

const titles = {
  core: 'Legation starter data: governments, networks, missions, agents and office holders',
  wikipedia: 'Legation starter data: sister ties reported in Wikipedia',
} as const

const descriptions = {
  core: 'Public domain, CC0 and CC BY facts. Complete in itself.',
  wikipedia:
    'Rows derived from Wikipedia, under CC BY-SA 4.0. References to organizations that are not in this package are to the package “core”.',
} as const

/** Writes one package: a CSV per table that has rows, the descriptor and the counts. Two runs write the same bytes. */
export function writePackage(folder: string, name: PackageName, book: Book, sources: readonly Row[]): void {
  mkdirSync(join(folder, name), { recursive: true })
  const rowsOf = (table: TableName) => (table === 'sources' ? sources : book.rows[name][table])
  const names = tableNames.filter((table) => rowsOf(table).length > 0)
  for (const table of names) {
    const text = stringify(sorted(table, rowsOf(table)), { header: true, columns: [...tables[table]] })
    writeFileSync(join(folder, name, `${table}.csv`), text)
  }
  write(join(folder, name, 'datapackage.json'), descriptor(name, names, sources))
  write(
    join(folder, name, 'counts.json'),
    [...book.counts.values()].filter((count) => count.package === name),
  )
}

// The keys of `tables` are its table names; Object.keys only knows strings.
const tableNames = Object.keys(tables) as TableName[]

const write = (path: string, value: unknown) => writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`)

function sorted(table: TableName, rows: readonly Row[]): Row[] {
  if (table === 'rejects') return rows.toSorted((a, b) => compare(a.file, b.file) || Number(a.row) - Number(b.row))
  const columns = tables[table]
  const identity = (row: Row) =>
    columns
      .slice(0, 3)
      .map((column) => row[column] ?? '')
      .join('\u0000')
  return rows.toSorted((a, b) => compare(identity(a), identity(b)))
}

// By code unit, not by locale: the order must not depend on the machine.
const compare = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0)

function descriptor(name: PackageName, names: readonly TableName[], sources: readonly Row[]): unknown {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `legation-starter-${name}`,
    title: titles[name],
    description: descriptions[name],
    version: '1.0.0',
    created: '2026-11-25T00:00:00Z',
    licenses: licences[name],
    sources: sources.map((row) => ({ title: row.title, ...(row.address ? { path: row.address } : {}) })),
    resources: names.map((table) => ({
      name: table,
      path: `${table}.csv`,
      type: 'table',
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      dialect: { delimiter: ',', lineTerminator: '\n', header: true },
      schema: {
        $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
        fields: tables[table].map((column) => fieldOf(table, column)),
        missingValues: [''],
        ...(tables[table][0] === 'key' ? { primaryKey: ['key'] } : {}),
      },
    })),
  }
}
