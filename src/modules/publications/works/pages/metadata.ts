import type { BodyView } from '#kernel/bodies'
import { dayOf, zonedTime } from '#platform/clock'
import { happeningOf, registrationOf, standingOf, teaserOf } from '../../occasions/rules.ts'
import { type EditionView, type outputNames, type WorkKind, workPath } from '../schema.ts'

/** schema.org, for search engines and reference managers. */
export const describe = (edition: EditionView, body: BodyView, seen: Seen): object => ({
  '@context': 'https://schema.org',
  ...(describeEvent(edition, body, seen) ?? describeText(edition, body, seen)),
})

interface Seen {
  url: string
  now: Date
}

const describeText = (edition: EditionView, body: BodyView, { url }: Seen): object => ({
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
  ...(edition.occasion?.kind === 'video' && edition.occasion.recordingAddress
    ? { video: recordingOf(edition, edition.occasion.recordedOn || undefined) }
    : {}),
})

const recordingOf = ({ title, occasion }: EditionView, day?: string): object => ({
  ...{ '@type': 'VideoObject', name: title, url: occasion?.recordingAddress },
  ...(day ? { dateCreated: day } : {}),
})

/** An event with its times in its own zone; one that was withdrawn before it was over is called off. */
function describeEvent(edition: EditionView, body: BodyView, { url, now }: Seen): object | undefined {
  const event = happeningOf(edition)
  if (!event) return undefined
  const { startsAt, endsAt, zone, place, isOnline, recordingAddress } = event
  const standing = standingOf(edition, now)
  const isOn = edition.state === 'published'
  const manner = place ? (isOnline ? 'Mixed' : 'Offline') : 'Online'
  return {
    ...{
      '@type': 'Event',
      name: edition.title,
      description: teaserOf(edition, now),
      inLanguage: edition.language,
      url,
    },
    startDate: zonedTime(new Date(startsAt), zone),
    endDate: zonedTime(new Date(endsAt), zone),
    eventStatus: `https://schema.org/Event${edition.state === 'withdrawn' && standing !== 'past' ? 'Cancelled' : 'Scheduled'}`,
    eventAttendanceMode: `https://schema.org/${manner}EventAttendanceMode`,
    location: [
      ...(place ? [{ '@type': 'Place', name: place, address: place }] : []),
      ...(isOnline ? [{ '@type': 'VirtualLocation', url: (isOn && registrationOf(edition, now)) || url }] : []),
    ],
    organizer: { '@type': 'Organization', name: body.name },
    ...(recordingAddress && standing === 'past' ? { recordedIn: recordingOf(edition) } : {}),
  }
}

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

const typesInSchema: Partial<Record<WorkKind, string>> = { report: 'Report', event: 'Event' }

/** What belongs to a work, for programs (signposting.org, FAIR level 1): the address to cite, its forms, and how it is described. */
export function signpostsOf(edition: EditionView, citedAt: string): { rel: string; href: string; type?: string }[] {
  const path = `${workPath(edition.slug)}/editions/${edition.number}`
  return [
    { rel: 'cite-as', href: citedAt },
    ...Object.entries(mediaTypes).map(([name, type]) => ({ rel: 'item', href: `${path}/${name}`, type })),
    { rel: 'describedby', href: `${path}/work.csl.json`, type: 'application/vnd.citationstyles.csl+json' },
    { rel: 'type', href: `https://schema.org/${typesInSchema[edition.kind] ?? 'Article'}` },
  ]
}
