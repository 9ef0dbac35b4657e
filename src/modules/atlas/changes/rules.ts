import type { SourceView } from '#kernel/sources'
import { siteName } from '#platform/i18n'

const formats = [
  ['csv', 'text/csv', 'https://www.iana.org/assignments/media-types/text/csv'],
  ['geojson', 'application/geo+json', 'https://www.iana.org/assignments/media-types/application/geo+json'],
  ['json', 'application/json', 'https://www.iana.org/assignments/media-types/application/json'],
] as const

/** The dataset as a DCAT 3 catalog that schema.org readers understand as well. */
export function catalogOf(origin: string, sources: SourceView[], modified: Date | undefined): object {
  return {
    '@context': {
      '@vocab': 'https://schema.org/',
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
    },
    '@type': ['dcat:Catalog', 'DataCatalog'],
    '@id': `${origin}/data`,
    name: `${siteName}: data`,
    dataset: {
      '@type': ['dcat:Dataset', 'Dataset'],
      '@id': `${origin}/data#engagements`,
      name: 'Engagements of American places abroad',
      description:
        'What US cities, counties, states and tribes do abroad: ties, memberships, missions, with sources and four statuses.',
      isAccessibleForFree: true,
      ...(modified ? { dateModified: modified.toISOString() } : {}),
      license: [...new Set(sources.map((source) => source.licence))],
      creditText: [...new Set(sources.map((source) => source.attribution).filter((text) => text !== ''))].join('; '),
      distribution: formats.map(([extension, mediaType, format]) => ({
        '@type': ['dcat:Distribution', 'DataDownload'],
        contentUrl: `${origin}/api/v1/engagements.${extension}`,
        encodingFormat: mediaType,
        'dct:format': format,
      })),
    },
  }
}
