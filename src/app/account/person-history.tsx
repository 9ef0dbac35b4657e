import { allow, listGrantsOf, mayDo, type Viewer } from '#kernel/access'
import { type AuditEntry, listEntries } from '#kernel/audit'
import { type BelongingView, listBelongings } from '#kernel/bodies'
import { bulkFields, listBulkOf, listTags } from '#kernel/bulk'
import { cardFields, listImportChangesOf } from '#kernel/contacts'
import { listOrganizationsNamed } from '#kernel/organizations'
import { listTenuresOf, type TenureView } from '#kernel/people'
import type { Reader } from '#platform/db'
import { formatDate, formatInstant, formatPartialDate } from '#platform/i18n'
import { DataTable, SectionHeading } from '#ui'
import { organizationPath } from '../workspace/parts.tsx'

interface Relationship {
  what: string
  whom: string
  href?: string | undefined
  when: string
}

/** A value of the body's own card before and after; sensitive ones are covered like the card itself. */
interface Change {
  at: Date
  what: string
  before: string | null
  after: string | null
  href: string
}

export interface PersonHistory {
  relationships: Relationship[]
  tags: string[]
  changes: Change[]
  entries: AuditEntry[] | undefined
}

/** To what and to whom a person is related over time, and what happened to the record: as far as the viewer's walls let them know. */
export async function historyOf(
  db: Reader,
  viewer: Viewer,
  person: { personId: string; accountId: string | undefined; organizations: string[] },
): Promise<PersonHistory> {
  allow(viewer, 'people.person.read')
  const { personId, accountId } = person
  const belongings = await listBelongings(db, personId)
  const tenures = await listTenuresOf(db, personId)
  const grants = accountId ? await listGrantsOf(db, accountId) : []
  const named = await listOrganizationsNamed(db, person.organizations)
  const linkOf = (id: string | undefined) => id && organizationPath(viewer, id)
  return {
    relationships: [
      ...belongings.map(asRelationship),
      ...person.organizations.map((name) => ({
        ...{ what: 'Belongs to', whom: name, when: 'As the card says' },
        href: linkOf(named.find((each) => each.name.toLowerCase() === name.toLowerCase())?.id),
      })),
      ...tenures.map((tenure) => ofTenure(viewer, tenure)),
      // That somebody is a member their belonging says already.
      ...grants
        .filter(({ role }) => role !== 'member')
        .map(({ role, scopeKind, scopeId, startsOn, endsOn }) => ({
          what: asHeading(role),
          whom:
            scopeKind === 'network'
              ? 'The whole network'
              : (belongings.find((each) => each.bodyId === scopeId)?.bodyName ?? scopeId),
          href: scopeKind === 'record' ? organizationPath(viewer, scopeId) : undefined,
          when: spanOf(startsOn, endsOn),
        })),
    ],
    tags: (await listTags(db, personId)).map(({ tag }) => tag),
    changes: [
      ...(await listImportChangesOf(db, personId)).map(({ importId, at, field, before, after }) => ({
        ...{ at, what: cardFields[field].label, href: `/desk/people/import/${importId}` },
        ...(cardFields[field].isSensitive ? { before: covered(before), after: covered(after) } : { before, after }),
      })),
      ...(await listBulkOf(db, personId)).map((row) => ({
        ...{ at: row.at, before: row.before, after: row.after, href: `/desk/people/bulk/${row.actionId}` },
        what: `${partOf(row)}${row.state === 'undone' ? ', undone since' : ''}`,
      })),
    ].sort((a, b) => b.at.getTime() - a.at.getTime()),
    entries: mayDo(viewer, 'audit.entry.read')
      ? await listEntries(db, { subject: `person:${personId}`, limit: 30 })
      : undefined,
  }
}

const placeNames: Record<string, string> = {
  'people.tags': 'Tag',
  'bodies.belongings': 'Standing',
}
const partOf = ({ place, field }: { place: string; field: string | null }): string => {
  const card = bulkFields.find((each) => each === field)
  return card ? cardFields[card].label : (placeNames[place] ?? place)
}
const covered = (value: string | null): string | null => (value === null ? null : 'covered')

/** `body-admin` → `Body admin`. */
const asHeading = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).replaceAll('-', ' ')

const spanOf = (from: string, until: string | null): string =>
  until ? `${formatDate('en', from)} to ${formatDate('en', until)}` : `Since ${formatDate('en', from)}`

const asRelationship = ({ standing, bodyName, since, until }: BelongingView): Relationship => ({
  ...{ what: asHeading(standing), whom: bodyName, when: spanOf(since, until) },
})

const ofTenure = (viewer: Viewer, tenure: TenureView): Relationship => ({
  what: tenure.title,
  whom: tenure.organizationName,
  href: organizationPath(viewer, tenure.organizationId),
  when: [tenure.validFrom, tenure.validTo]
    .filter(Boolean)
    .map((day) => formatPartialDate('en', day))
    .join(' to '),
})

export function History({ personId, history }: { personId: string; history: PersonHistory }) {
  const { relationships, tags, changes, entries } = history
  return (
    <>
      <section aria-labelledby="relationships">
        <SectionHeading title="Relationships" id="relationships" />
        {tags.length > 0 && <p>{`Tags: ${tags.join(', ')}`}</p>}
        <DataTable
          caption="To whom and to what, over time"
          isCaptionHidden
          columns={[
            { key: 'what', label: 'As what', cell: (each) => each.what },
            {
              key: 'whom',
              label: 'To what',
              cell: (each) => (each.href ? <a href={each.href}>{each.whom}</a> : each.whom),
            },
            { key: 'when', label: 'When', cell: (each) => each.when || 'Not said' },
          ]}
          rows={relationships}
          keyOf={(each) => `${each.what} ${each.whom} ${each.when}`}
          whenEmpty="None on record."
        />
      </section>
      <section aria-labelledby="history">
        <SectionHeading
          title="History"
          id="history"
          action={entries && <a href={`/desk/log?record=person:${personId}`}>What happened to this record</a>}
        />
        <DataTable
          caption="What stood on the card before and after"
          columns={[
            { key: 'when', label: 'When', cell: (each) => <a href={each.href}>{formatInstant('en', each.at)}</a> },
            { key: 'what', label: 'What', cell: (each) => each.what },
            { key: 'before', label: 'Before', cell: (each) => each.before ?? <span class="quiet">nothing</span> },
            { key: 'after', label: 'After', cell: (each) => each.after ?? <span class="quiet">nothing</span> },
          ]}
          rows={changes}
          keyOf={(each) => `${each.href} ${each.what} ${each.at.toISOString()}`}
          whenEmpty="No list or change to many has touched this card."
        />
        {entries && (
          <details>
            <summary>{`Entries of the log (${entries.length})`}</summary>
            <ul>
              {entries.map((entry) => (
                <li key={entry.hash}>
                  {formatInstant('en', entry.at)}: {entry.event}
                </li>
              ))}
            </ul>
          </details>
        )}
      </section>
    </>
  )
}
