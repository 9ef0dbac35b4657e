import type { ColumnType, Edition, TableShape } from './tabular.ts'

const datatypes: Record<ColumnType, unknown> = {
  string: 'string',
  integer: 'integer',
  boolean: { base: 'boolean', format: 'true|false' },
  datetime: { base: 'datetime', format: 'yyyy-MM-ddTHH:mm:ss.SSSX' },
}

/** CSV on the Web (W3C, 2015): what every column of every table holds, for readers of linked data. */
export const csvwOf = (edition: Edition, tables: TableShape[]): object => ({
  '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
  '@id': edition.address,
  'dc:title': edition.title,
  'dc:description': edition.says,
  'dc:publisher': edition.publisher,
  'dc:modified': edition.knownAt,
  dialect: { encoding: 'utf-8', delimiter: ',', header: true, lineTerminators: ['\r\n'], doubleQuote: true },
  tables: tables.map((table) => ({
    url: `${table.name}.csv`,
    'dc:title': table.title,
    tableSchema: {
      columns: table.columns.map(({ name, type, meaning }) => ({
        name,
        titles: name,
        'dc:description': meaning,
        datatype: datatypes[type],
        required: table.key.includes(name),
      })),
      ...(table.key.length > 0 ? { primaryKey: table.key } : {}),
      ...(table.references.length > 0
        ? {
            foreignKeys: table.references.map(({ column, table: other, key }) => ({
              columnReference: column,
              reference: { resource: `${other}.csv`, columnReference: key },
            })),
          }
        : {}),
    },
  })),
})
