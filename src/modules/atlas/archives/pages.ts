import { download, routes, type Viewer } from '#kernel/access'
import type { Reader } from '#platform/db'
import type { Later, Routes } from '#platform/http'
import { type PlainQuestion, plainQuestion } from '../explore/schema.ts'
import type { Archive, Archives } from './service.ts'

/** Whole archives of a question, and single files of the same edition. */
export const archivePages = (archives: Archives): Routes<Viewer> =>
  routes({
    '/api/v1/engagements.zip': download(
      plainQuestion,
      async ({ db, query }) => {
        const make = await archives.gather(db, query)
        return async () => {
          const archive = await make()
          const { zip: bytes, sha256, edition } = archive
          return answerOf(archive, { name: `${edition.id}.zip`, type: 'application/zip', bytes, sha256 })
        }
      },
      {
        summary:
          'One edition of a question: tables with every source cell, Data Package, CSVW, GeoJSON, GeoParquet, dyad-year panel, licenses, citation',
        type: 'application/zip',
      },
    ),
    '/api/v1/engagements.parquet': download(
      plainQuestion,
      ({ db, query }) =>
        fileOf(archives, db, { query, name: 'engagements.parquet', type: 'application/vnd.apache.parquet' }),
      { summary: 'All engagements that answer a question, as GeoParquet 1.1', type: 'application/vnd.apache.parquet' },
    ),
    '/api/v1/dyad-years.csv': download(
      plainQuestion,
      ({ db, query }) => fileOf(archives, db, { query, name: 'dyad-years.csv', type: 'text/csv; charset=utf-8' }),
      {
        summary: 'Counts by US government, country and year, by form; unknown years in rows of their own',
        type: 'text/csv',
      },
    ),
  })

async function fileOf(
  archives: Archives,
  db: Reader,
  { query, name, type }: { query: PlainQuestion; name: string; type: string },
): Promise<Later> {
  const make = await archives.gather(db, query)
  return async () => {
    const archive = await make()
    const file = archive.files.find((each) => each.name === name)
    if (!file) throw new Error(`${name} is in every archive`)
    return answerOf(archive, { ...file, name: `${archive.edition.id}-${name}`, type })
  }
}

/** Every file says which edition it is of, where that is had again, and its checksum. */
const answerOf = (
  { edition }: Archive,
  { name, bytes, sha256, type }: { name: string; bytes: Uint8Array; sha256: string; type: string },
): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-sha256': sha256,
      'x-edition': edition.id,
      'x-known-at': edition.knownAt,
      // RFC 8288 and 5829: the same edition, whatever becomes known later.
      link: `<${edition.address}>; rel="canonical"`,
      'access-control-allow-origin': '*',
    },
  })
