import { z } from 'zod'
import { download, page, routes, type Viewer } from '#kernel/access'
import { listSources } from '#kernel/sources'
import { listConcepts } from '#kernel/topics'
import { Page, type Routes } from '#platform/http'
import { formatNumber, formatPartialDate, siteName } from '#platform/i18n'
import { Citation, DataTable, PageHeader, SectionHeading } from '#ui'
import type { Archive, Archives } from '../archives/service.ts'
import { exportColumns } from '../exports/schema.ts'
import { listChanges } from './read.ts'
import { type CurrentEdition, catalogOf, distributions, feedOf } from './rules.ts'

const feedLength = 100
const vocabularyNames: Record<string, string> = {
  form: 'Form',
  kind: 'Kind',
  legal: 'Legal status',
  recognition: 'Recognition',
  activity: 'Activity',
  verification: 'Verification',
  theme: 'Theme',
  level: 'Level',
  source: 'Kind of source',
  documented: 'Document',
}

/** What can be taken away: downloads, codebook, sources and their licenses, the API, and a feed of every change. */
export const changePages = (archives: Archives): Routes<Viewer> =>
  routes({
    '/data': page(async ({ db, url }) => {
      const sources = await listSources(db)
      const concepts = await listConcepts(db, Object.keys(vocabularyNames))
      const { edition, made } = await archives.describe(db, {})
      return (
        <Page
          title="Data and API"
          description="Downloads with a codebook, sources and licenses, the API, and a feed of changes."
          canonical="/data"
          card="A map of the ties on record."
          alternates={[
            { type: 'application/atom+xml', href: '/data/changes.atom', title: 'Changes of the atlas' },
            { type: 'application/ld+json', href: '/data/catalog.jsonld', title: 'Catalog (DCAT)' },
          ]}
          linkedData={catalogOf(url.origin, sources, currentOf(edition, made))}
        >
          <div class="wrap">
            <PageHeader
              title="Data and API"
              lede="Take exactly what you see, with its license, and cite it as of a day."
            />
            <section aria-labelledby="downloads">
              <SectionHeading
                title="Everything"
                id="downloads"
                note="Filtered downloads are on the map, under “Take this with you”."
              />
              <DataTable
                caption="Files in which everything can be had"
                isCaptionHidden
                columns={[
                  {
                    key: 'title',
                    label: 'File',
                    cell: ({ path, title }) => (
                      <a href={path} download>
                        {title}
                      </a>
                    ),
                  },
                  { key: 'holds', label: 'What it holds', cell: ({ holds }) => holds },
                ]}
                rows={[...distributions]}
                keyOf={({ path }) => path}
              />
              <Citation
                id="edition-citation"
                text={`${edition.title}. ${edition.says.replace(/\.$/, '')}. Edition ${edition.id}. ${edition.address}`}
              />
              <p class="quiet">
                An edition keeps its address and its bytes, whatever becomes known later. Every file says in{' '}
                <code>x-content-sha256</code> what its checksum is.
              </p>
              <p>
                Rows derived from Wikipedia are under CC BY-SA 4.0 and say so in the column <code>license</code>; keep
                them apart when you publish under other terms. The command <code>legation export</code> writes one
                folder per license, <code>legation archive</code> the files of an edition of any size.
              </p>
            </section>
            <section aria-labelledby="api">
              <SectionHeading title="API" id="api" />
              <p>
                No key is needed. <a href="/api/openapi.json">OpenAPI description</a>. Lists say what is counted, of how
                many, as of when; long ones have a <code>next</code>. Problems follow RFC 9457 and are{' '}
                <a href="/method#problems">explained</a>.
              </p>
              <ul>
                <li>
                  <a href="/api/v1/engagements?state=US-TX&country=JP">
                    /api/v1/engagements?state=US-TX&amp;country=JP
                  </a>
                </li>
                <li>
                  <a href="/api/v1/explore?country=MX&limit=3">/api/v1/explore?country=MX&amp;limit=3</a>
                </li>
                <li>
                  <a href="/api/v1/governments?state=US-CA&limit=5">/api/v1/governments?state=US-CA&amp;limit=5</a>
                </li>
                <li>
                  <a href="/api/v1/countries/de">/api/v1/countries/de</a>
                </li>
              </ul>
              <p>
                You have a list of your own? <a href="/data/reconcile">Match it with our records</a>, in OpenRefine or
                by a program.
              </p>
              <p>
                <a href="/data/changes.atom">Feed of changes (Atom)</a> ·{' '}
                <a href="/data/catalog.jsonld">Catalog (DCAT, JSON-LD)</a>
              </p>
            </section>
            <section aria-labelledby="codebook">
              <SectionHeading
                title="Codebook"
                id="codebook"
                note="Columns of the downloads. An empty cell means unknown."
              />
              <DataTable
                caption="Columns of the downloads"
                isCaptionHidden
                columns={[
                  { key: 'name', label: 'Column', cell: (column) => <code>{column.name}</code> },
                  { key: 'meaning', label: 'Meaning', cell: (column) => column.meaning },
                ]}
                rows={exportColumns}
                keyOf={(column) => column.name}
              />
            </section>
            <section aria-labelledby="vocabularies">
              <SectionHeading title="Vocabularies" id="vocabularies" />
              {Object.entries(vocabularyNames).map(([scheme, title]) => (
                <details key={scheme}>
                  <summary>{title}</summary>
                  <dl>
                    {concepts
                      .filter((concept) => concept.scheme === scheme)
                      .map((concept) => (
                        <div key={concept.id}>
                          <dt>
                            <code>{concept.id}</code>: {concept.label}
                          </dt>
                          {concept.definition && <dd>{concept.definition}</dd>}
                        </div>
                      ))}
                  </dl>
                </details>
              ))}
            </section>
            <section aria-labelledby="sources">
              <SectionHeading
                title="Sources"
                id="sources"
                note={`${formatNumber('en', sources.length)} sources stand behind the statements here.`}
              />
              <DataTable
                caption="Sources, their licenses, and when each was read"
                isCaptionHidden
                columns={[
                  {
                    key: 'title',
                    label: 'Source',
                    cell: (source) => (source.address ? <a href={source.address}>{source.title}</a> : source.title),
                  },
                  { key: 'publisher', label: 'Publisher', cell: (source) => source.publisher },
                  {
                    key: 'licence',
                    label: 'License and attribution',
                    cell: (source) => [source.licence, source.attribution].filter(Boolean).join('. '),
                  },
                  {
                    key: 'read',
                    label: 'Read',
                    cell: (source) => (source.retrievedOn ? formatPartialDate('en', source.retrievedOn) : 'Not noted'),
                  },
                  {
                    key: 'hash',
                    label: 'Fingerprint',
                    cell: (source) =>
                      source.copyHash ? <code title={source.copyHash}>{source.copyHash.slice(0, 12)}</code> : '',
                  },
                ]}
                rows={sources}
                keyOf={(source) => source.id}
              />
            </section>
          </div>
        </Page>
      )
    }),

    '/data/changes.atom': download(z.object({}), async ({ db, viewer, url }) =>
      feedOf(await listChanges(db, viewer, { limit: feedLength }), {
        ...{ title: `${siteName}: changes of the atlas`, address: `${url.origin}/data/changes.atom` },
        ...{ page: `${url.origin}/data`, origin: url.origin },
      }),
    ),

    '/data/catalog.jsonld': download(z.object({}), async ({ db, url }) => {
      const [sources, make] = [await listSources(db), await archives.gather(db, {})]
      return async () => {
        const made = await make()
        return new Response(JSON.stringify(catalogOf(url.origin, sources, currentOf(made.edition, made))), {
          headers: { 'content-type': 'application/ld+json' },
        })
      }
    }),
  })

/** Checksums of those files that are part of the archive, once it has been made. */
function currentOf({ id, address, knownAt }: Archive['edition'], made: Archive | undefined): CurrentEdition {
  const files = new Map<string, { sha256: string; bytes: number }>()
  if (made) files.set('/api/v1/engagements.zip', { sha256: made.sha256, bytes: made.zip.length })
  for (const { name, sha256, bytes } of made?.files ?? [])
    if (name === 'engagements.parquet' || name === 'dyad-years.csv')
      files.set(`/api/v1/${name}`, { sha256, bytes: bytes.length })
  return { id, address, knownAt, files }
}
