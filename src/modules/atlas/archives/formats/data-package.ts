import { deedOf } from './licences.ts'
import type { Edition, Sealed, Source, TableShape } from './tabular.ts'

/** Data Package, version 2 of the standard (June 2024): a schema for every column, a checksum for every file. */
export function dataPackageOf(edition: Edition, files: Sealed[], tables: TableShape[], sources: Source[]): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: edition.id,
    id: edition.address,
    title: edition.title,
    description: edition.says,
    homepage: edition.publisherAddress,
    version: edition.knownAt,
    created: edition.knownAt,
    contributors: [{ title: edition.publisher, path: edition.publisherAddress, roles: ['publisher'] }],
    licenses: licencesOf(sources),
    sources: sources.map(({ title, publisher, address }) => ({
      title: `${title} (${publisher})`,
      ...(address && /^https?:/.test(address) ? { path: address } : {}),
    })),
    resources: files.map((file) => {
      const table = tables.find(({ name }) => `${name}.csv` === file.name)
      return { ...fileOf(file), ...(table ? { type: 'table', title: table.title, schema: schemaOf(table) } : {}) }
    }),
  }
}

const mediaTypes: Record<string, string> = {
  csv: 'text/csv',
  geojson: 'application/geo+json',
  parquet: 'application/vnd.apache.parquet',
}

function fileOf({ name, size, sha256 }: Sealed): object {
  const [stem = name, format = ''] = name.split('.')
  return {
    name: format === 'csv' ? stem : `${stem}-${format}`,
    path: name,
    $schema: 'https://datapackage.org/profiles/2.0/dataresource.json',
    format,
    mediatype: mediaTypes[format],
    ...(format === 'parquet' ? {} : { encoding: 'utf-8' }),
    bytes: size,
    hash: `sha256:${sha256}`,
  }
}

const schemaOf = ({ columns, key, references }: TableShape): object => ({
  $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
  fieldsMatch: ['exact'],
  fields: columns.map(({ name, type, meaning }) => ({ name, type, description: meaning })),
  missingValues: [''],
  ...(key.length > 0 ? { primaryKey: key } : {}),
  ...(references.length > 0
    ? {
        foreignKeys: references.map(({ column, table, key: other }) => ({
          fields: [column],
          reference: { resource: table, fields: [other] },
        })),
      }
    : {}),
})

/** Each license that something in it came with; which one a row has stands in its own column. */
const licencesOf = (sources: Source[]): object[] =>
  [...new Set(sources.map(({ licence }) => licence))].sort().map((licence) => {
    const path = deedOf(licence)
    return { title: licence, ...(path ? { path } : { name: 'other-open' }) }
  })
