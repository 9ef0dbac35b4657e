import type { BodyView } from '#kernel/bodies'
import { dayOf } from '#platform/clock'
import { type EditionView, type outputNames, workPath } from '../schema.ts'

/** schema.org, for search engines and reference managers. */
export const describe = (edition: EditionView, body: BodyView, url: string): object => ({
  '@context': 'https://schema.org',
  '@type': edition.kind === 'report' ? 'Report' : edition.kind === 'news' ? 'NewsArticle' : 'Article',
  headline: edition.title,
  description: edition.teaser,
  inLanguage: edition.language,
  url,
  version: String(edition.number),
  author: edition.authors.map(({ name, office }) => ({
    '@type': 'Person',
    name,
    ...(office ? { jobTitle: office } : {}),
  })),
  publisher: { '@type': 'Organization', name: body.name },
  datePublished: edition.firstPublishedAt?.toISOString(),
  dateModified: edition.publishedAt?.toISOString(),
  isAccessibleForFree: true,
})

/**
 * The tags of Highwire Press, by which Google Scholar and reference managers know a text (Google Scholar, Inclusion Guidelines): one for each
 * author, in order, and the address of the PDF beside the page.
 */
export function namesOf(edition: EditionView, body: BodyView, origin: string): [string, string][] {
  const path = `${origin}${workPath(edition.slug)}/editions/${edition.number}`
  const day = edition.firstPublishedAt ? dayOf(edition.firstPublishedAt).replaceAll('-', '/') : ''
  return [
    ['citation_title', edition.title],
    ...edition.authors.map(({ name }): [string, string] => ['citation_author', name]),
    ['citation_publication_date', day],
    ['citation_technical_report_institution', body.name],
    ...(edition.series ? [['citation_series_title', edition.series] as [string, string]] : []),
    ['citation_language', edition.language],
    ['citation_public_url', path],
    ['citation_pdf_url', `${path}/work.pdf`],
  ]
}

const mediaTypes: Record<keyof typeof outputNames, string> = {
  'work.pdf': 'application/pdf',
  'work.epub': 'application/epub+zip',
  'work.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'work.txt': 'text/plain',
}

/** What belongs to a work, for programs (signposting.org, FAIR level 1): the address to cite, its forms, and how it is described. */
export function signpostsOf(edition: EditionView, citedAt: string): { rel: string; href: string; type?: string }[] {
  const path = `${workPath(edition.slug)}/editions/${edition.number}`
  return [
    { rel: 'cite-as', href: citedAt },
    ...Object.entries(mediaTypes).map(([name, type]) => ({ rel: 'item', href: `${path}/${name}`, type })),
    { rel: 'describedby', href: `${path}/work.csl.json`, type: 'application/vnd.citationstyles.csl+json' },
    { rel: 'type', href: edition.kind === 'report' ? 'https://schema.org/Report' : 'https://schema.org/Article' },
  ]
}
