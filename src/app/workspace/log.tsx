import { z } from 'zod'
import { allow, listAccounts, mayDo, pageOf, routes, type Viewer } from '#kernel/access'
import { type AuditEntry, listEntries } from '#kernel/audit'
import { keepingAddress } from '#kernel/views'
import { Page, type Routes } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { Button, DataTable, DateField, PageHeader, SelectField, TextField } from '#ui'
import { organizationPath } from './parts.tsx'

const pageSize = 100
const word = z.string().trim().max(200)
export const logQuery = z.object({
  actor: word.default(''),
  record: word.default(''),
  event: word.default(''),
  day: z.union([z.literal(''), z.iso.date('Write the day as 2026-03-01')]).default(''),
  before: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z~[0-9a-f]{64}$/, 'Go back to the first page')
    .optional(),
})

/** Pages of records that entries tell of. */
const recordPages: Record<string, (id: string, viewer: Viewer) => string> = {
  person: (id) => `/desk/people/${id}`,
  import: (id) => `/desk/people/import/${id}`,
  bulk: (id) => `/desk/people/bulk/${id}`,
  pair: (id) => `/desk/people/duplicates/${id}`,
  body: (id) => `/bodies/${id}`,
  engagement: (id) => `/engagements/${id}`,
  organization: (id, viewer) => organizationPath(viewer, id),
  batch: (id) => `/desk/imports/${id}`,
}

/** Who did what to which record; each viewer reads only of what the walls let them know. */
export const logPages: Routes<Viewer> = routes({
  '/desk/log': pageOf(logQuery, async ({ db, viewer, query, locale }) => {
    allow(viewer, 'audit.entry.read')
    const { actor, record, event, day, before } = query
    const [at, hash] = before?.split('~') ?? []
    const entries = await listEntries(db, {
      ...{ actor, subject: record, event, day, limit: pageSize },
      before: at && hash ? { at: new Date(at), hash } : undefined,
    })
    const names = new Map((await listAccounts(db)).map(({ id, name }) => [`account:${id}`, name]))
    const last = entries.length === pageSize ? entries.at(-1) : undefined
    const narrowed = (change: Record<string, string>) => {
      const next = new URLSearchParams({ actor, record, event, day, ...change })
      for (const [key, value] of [...next]) if (value === '') next.delete(key)
      return `/desk/log?${next}`
    }
    return (
      <Page title="Log" robots="noindex">
        <div class="wrap">
          <PageHeader
            title="Who did what"
            lede="Newest first, as far as you may know of it. Each entry holds the hash of the one before it, so that none can be changed unseen."
          />
          <form method="get" class="filter-form">
            <SelectField
              name="actor"
              label="Who"
              value={actor}
              placeholder="Anybody"
              options={actorsIn(names, actor).map((value) => ({ value, label: names.get(value) ?? value }))}
            />
            <TextField name="event" label="What" value={event} size="medium" />
            <TextField name="record" label="Record" value={record} size="medium" />
            <DateField name="day" label="Day" value={day} />
            <Button type="submit">Show</Button>
            {(actor || record || event || day) && <a href="/desk/log">Show everything</a>}
            <a href={keepingAddress('log', new URLSearchParams({ actor, record, event, day }))}>Keep this view</a>
          </form>
          <DataTable
            caption="Entries of the log"
            isCaptionHidden
            columns={[
              { key: 'at', label: 'When', cell: (entry: AuditEntry) => formatInstant(locale, entry.at) },
              {
                key: 'who',
                label: 'Who',
                cell: (entry: AuditEntry) => (
                  <a href={narrowed({ actor: entry.actor })}>{names.get(entry.actor) ?? entry.actor}</a>
                ),
              },
              {
                key: 'what',
                label: 'What',
                cell: (entry: AuditEntry) => <a href={narrowed({ event: entry.event })}>{entry.event}</a>,
              },
              {
                key: 'record',
                label: 'Record',
                cell: (entry: AuditEntry) => <Subject viewer={viewer} entry={entry} />,
              },
              { key: 'detail', label: 'Details', cell: (entry: AuditEntry) => <Detail detail={entry.detail} /> },
            ]}
            rows={entries}
            keyOf={(entry) => entry.hash}
            whenEmpty="No entry that you may read matches."
          />
          {last && (
            <p>
              <a
                class="button button-secondary"
                rel="next"
                href={narrowed({ before: `${last.at.toISOString()}~${last.hash}` })}
              >
                Earlier entries
              </a>
            </p>
          )}
        </div>
      </Page>
    )
  }),
})

/** Accounts that the viewer may know of, the system, and whoever is asked about. */
const actorsIn = (names: Map<string, string>, asked: string): string[] => [
  ...new Set([...(asked ? [asked] : []), 'system', 'visitor', ...names.keys()]),
]

function Subject({ viewer, entry }: { viewer: Viewer; entry: AuditEntry }) {
  const [kind = '', id = ''] = entry.subject.split(':')
  const href = kind === 'person' && !mayDo(viewer, 'people.person.read') ? undefined : recordPages[kind]?.(id, viewer)
  return (
    <>
      {href ? <a href={href}>{entry.subject}</a> : entry.subject}{' '}
      <a class="quiet" href={`/desk/log?${new URLSearchParams({ record: entry.subject })}`}>
        all of it
      </a>
    </>
  )
}

/** What an entry holds besides; what was and what became of it stand one over the other where the entry has both. */
function Detail({ detail }: { detail: unknown }) {
  const { before, after, ...rest } = detail as Record<string, unknown> // entries are objects always
  return (
    <span class="log-detail">
      {before !== undefined && <del>{textOf(before)}</del>} {after !== undefined && <ins>{textOf(after)}</ins>}{' '}
      {Object.entries(rest)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => `${name}: ${textOf(value)}`)
        .join(', ')}
    </span>
  )
}

const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))
