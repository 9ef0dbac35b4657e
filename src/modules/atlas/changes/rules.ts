import { Feed } from 'feed'
import type { SourceView } from '#kernel/sources'
import { dayOf } from '#platform/clock'
import { siteName } from '#platform/i18n'

/** One change as a feed tells of it. */
interface FedChange {
  engagementId: string
  title: string
  kind: string
  change: string
  at: Date
}

/** Changes as an Atom feed (RFC 4287); each entry keeps its id, so that a reader knows it again. */
export function feedOf(
  changes: FedChange[],
  about: { title: string; address: string; page: string; origin: string },
): Response {
  const feed = new Feed({
    ...{ id: about.address, title: about.title, description: 'What became known, changed or was withdrawn' },
    ...{ link: about.page, language: 'en', updated: changes[0]?.at ?? new Date(0) },
    ...{ copyright: 'See the license of each record', feedLinks: { atom: about.address } },
  })
  for (const { engagementId, title, kind, change, at } of changes) {
    const address = `${about.origin}/engagements/${engagementId}`
    feed.addItem({
      ...{ id: `${address}#${change}-${at.toISOString()}`, title: `${title} (${change})`, link: address, date: at },
      description: `${kind.replaceAll('-', ' ')}, ${change} ${dayOf(at)}`,
    })
  }
  return new Response(feed.atom1(), { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } })
}

const iana = 'https://www.iana.org/assignments/media-types/'

/** Files in which everything can be had, each with what it is for. */
export const distributions = [
  {
    ...{ path: '/api/v1/engagements.zip', title: 'Everything as one archive', mediaType: 'application/zip' },
    holds:
      'Tables with every source cell, Data Package, CSVW, GeoJSON, GeoParquet, dyad-year panel, licenses, citation',
  },
  {
    ...{ path: '/api/v1/engagements.csv', title: 'Engagements as CSV', mediaType: 'text/csv' },
    holds: 'One row for each engagement',
  },
  {
    ...{ path: '/api/v1/dyad-years.csv', title: 'Dyad-year panel', mediaType: 'text/csv' },
    holds: 'Counts by US government, country and year',
  },
  {
    ...{ path: '/api/v1/engagements.geojson', title: 'Engagements as GeoJSON', mediaType: 'application/geo+json' },
    holds: 'Lines and points (RFC 7946)',
  },
  {
    ...{ path: '/api/v1/engagements.parquet', title: 'Engagements as GeoParquet' },
    mediaType: 'application/vnd.apache.parquet',
    holds: 'The same in columns, for DuckDB, GeoPandas and R (GeoParquet 1.1)',
  },
  {
    ...{ path: '/api/v1/engagements.json', title: 'Engagements as JSON', mediaType: 'application/json' },
    holds: 'With codebook and licenses',
  },
] as const

/** What the catalog says of the edition that stands now. */
export interface CurrentEdition {
  id: string
  address: string
  knownAt: string
  /** Of its files, by the address they are had at. */
  files: Map<string, { sha256: string; bytes: number }>
}

/** The dataset as a DCAT 3 catalog (W3C, 2024) that schema.org readers understand as well. */
export function catalogOf(origin: string, sources: SourceView[], edition: CurrentEdition | undefined): object {
  const publisher = {
    '@type': ['foaf:Agent', 'Organization'],
    '@id': `${origin}/#publisher`,
    name: siteName,
    'foaf:name': siteName,
  }
  const licences = [...new Set(sources.map((source) => source.licence))].sort()
  const [title, description] = [
    'Engagements of American places abroad',
    'What US cities, counties, states and tribes do abroad: ties, memberships, missions, with sources and four statuses.',
  ]
  return {
    '@context': {
      '@vocab': 'https://schema.org/',
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      spdx: 'http://spdx.org/rdf/terms#',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@type': ['dcat:Catalog', 'DataCatalog'],
    '@id': `${origin}/data`,
    name: `${siteName}: data`,
    'dct:title': `${siteName}: data`,
    'dct:description': description,
    'dct:publisher': publisher,
    'dcat:dataset': { '@id': `${origin}/data#engagements` },
    dataset: {
      '@type': ['dcat:Dataset', 'Dataset'],
      '@id': `${origin}/data#engagements`,
      name: title,
      'dct:title': title,
      description,
      'dct:description': description,
      url: `${origin}/data`,
      'dcat:landingPage': { '@id': `${origin}/data` },
      isAccessibleForFree: true,
      publisher: { '@id': publisher['@id'] },
      'dct:publisher': publisher,
      keywords: ['subnational diplomacy', 'sister cities', 'paradiplomacy'],
      'dcat:keyword': ['subnational diplomacy', 'sister cities', 'paradiplomacy'],
      'dct:language': 'en',
      'dct:accrualPeriodicity': { '@id': 'http://publications.europa.eu/resource/authority/frequency/IRREG' },
      ...(edition ? editionTerms(edition) : {}),
      license: licences,
      'dct:license': licences,
      'dct:source': sources.map(({ title: named, address }) => address ?? named),
      creditText: [...new Set(sources.map((source) => source.attribution).filter((text) => text !== ''))].join('; '),
      distribution: distributions.map((each) => distributionOf(origin, each, { licences, edition })),
    },
  }
}

const editionTerms = ({ id, address, knownAt }: CurrentEdition): object => ({
  identifier: id,
  'dct:identifier': id,
  version: id,
  'dcat:version': id,
  dateModified: knownAt,
  'dct:modified': { '@value': knownAt, '@type': 'xsd:dateTime' },
  'dcat:hasCurrentVersion': { '@id': address },
})

function distributionOf(
  origin: string,
  { path, title, mediaType, holds }: (typeof distributions)[number],
  { licences, edition }: { licences: string[]; edition: CurrentEdition | undefined },
): object {
  const file = edition?.files.get(path)
  // A checksum is true of one edition only: the address then names it.
  const address = `${origin}${path}${file && edition ? `?${new URLSearchParams({ knownAt: edition.knownAt })}` : ''}`
  return {
    '@type': ['dcat:Distribution', 'DataDownload'],
    name: title,
    'dct:title': title,
    description: holds,
    contentUrl: address,
    'dcat:accessURL': { '@id': `${origin}/data` },
    'dcat:downloadURL': { '@id': address },
    encodingFormat: mediaType,
    'dcat:mediaType': { '@id': `${iana}${mediaType}` },
    'dct:license': licences,
    ...(file
      ? {
          sha256: file.sha256,
          contentSize: `${file.bytes} B`,
          'dcat:byteSize': file.bytes,
          'spdx:checksum': {
            '@type': 'spdx:Checksum',
            'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
            'spdx:checksumValue': { '@value': file.sha256, '@type': 'xsd:hexBinary' },
          },
        }
      : {}),
  }
}
