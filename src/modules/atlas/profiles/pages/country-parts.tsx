import type { OrganizationView } from '#kernel/organizations'
import { type Concept, labelOf } from '#kernel/topics'
import { formatNumber, formatPartialDate, plural } from '#platform/i18n'
import { DataTable, Matrix, SectionHeading, TimelineHistogram } from '#ui'
import { partyPath } from '../../engagements/pages/paths.ts'
import type { EngagementView } from '../../engagements/schema.ts'
import type { Answer } from '../../explore/engine/answer.ts'
import { explorerPath } from '../../explore/pages/state.ts'
import { countedValues, toQuestion, yearBars } from '../../explore/rules.ts'
import type { PlainQuestion } from '../../explore/schema.ts'
import type { Explorer } from '../../explore/service.ts'
import { PartyLinks, recordPath } from './parts.tsx'

interface Counted {
  explorer: Explorer
  asked: PlainQuestion
  answer: Answer
}

const everyForm = 'all'

/** Every cell is the explorer's count, and leads to exactly the engagements it counts. */
export function ByStateAndForm({ explorer, asked, answer, name }: Counted & { name: string }) {
  const states = countedValues(answer, 'state')
  const forms = countedValues(answer, 'form')
  if (states.length === 0) return null
  const counts = new Map(states.map(({ value, count }) => [`${value} ${everyForm}`, count]))
  for (const { value: form } of forms)
    for (const { value, count } of countedValues(
      explorer.ask(toQuestion({ ...asked, form: [form] }, { arcs: 0, limit: 0 })),
      'state',
    ))
      counts.set(`${value} ${form}`, count)
  return (
    <section aria-labelledby="states">
      <SectionHeading
        title="By state and form"
        id="states"
        note={`${plural('en', states.filter(({ value }) => value !== 'unknown').length, 'state or territory has', 'states and territories have')} a record with ${name}. What several states do together counts in each of them.`}
      />
      <Matrix
        caption={`Engagements with ${name} by state and form, the busiest state first`}
        what="engagements"
        rows={states.map(({ value }) => ({
          key: value,
          label: explorer.labelOf('state', value),
          href: value === 'unknown' ? undefined : `/governments/${value.toLowerCase()}`,
        }))}
        columns={[
          { key: everyForm, label: 'All forms' },
          ...forms.map(({ value }) => ({ key: value, label: explorer.labelOf('form', value) })),
        ]}
        countAt={(state, form) => counts.get(`${state} ${form}`) ?? 0}
        hrefOf={(state, form) =>
          explorerPath({ ...asked, state: [state], ...(form === everyForm ? {} : { form: [form] }) }, 'table')
        }
      />
    </section>
  )
}

/** When they began, with what has no date said beside. */
export function OverTime({ asked, answer, name }: Omit<Counted, 'explorer'> & { name: string }) {
  if (answer.total === 0) return null
  const { undated } = answer.years
  return (
    <section aria-labelledby="time">
      <SectionHeading
        title="Over time"
        id="time"
        action={<a href={explorerPath(asked, 'timeline')}>Explore on the timeline</a>}
      />
      <TimelineHistogram
        title={`Engagements with ${name} by year in which they began`}
        what="engagements"
        bins={barsOf(answer)}
      />
      {undated > 0 && (
        <p class="quiet">
          {formatNumber('en', undated)} of {formatNumber('en', answer.total)} have no known beginning and are not drawn:
          most lists of sister cities give no date.
        </p>
      )}
    </section>
  )
}

/** From the first decade with a record to the last year, ten at least: the explorer's axis spans every country, and one year is no axis. */
function barsOf(answer: Answer): { label: string; count: number }[] {
  const counts = new Map(yearBars(answer).flatMap(({ year, count }) => (count > 0 ? [[year, count]] : [])))
  if (counts.size === 0) return []
  const first = Math.floor(Math.min(...counts.keys()) / 10) * 10
  const last = Math.max(first + 9, ...counts.keys())
  return Array.from({ length: last - first + 1 }, (_, at) => ({
    label: String(first + at),
    count: counts.get(first + at) ?? 0,
  }))
}

const counterpartsAtOnce = 90

/** Regions and cities of the country that are active in the United States; those beyond the first rows are folded, not left out. */
export function Counterparts({ explorer, asked, answer, country }: Counted & { country: OrganizationView }) {
  const found = countedValues(answer, 'partner').flatMap(({ value, count }) => {
    const party = explorer.party(value)
    return party && party.country === country.country && party.id !== country.id ? [{ party, count }] : []
  })
  if (found.length === 0) return null
  const lines = found.map(({ party, count }) => (
    <li key={party.id}>
      <a href={partyPath(party)}>{party.label.replace(`, ${country.name}`, '')}</a>:{' '}
      <a
        href={explorerPath({ ...asked, partner: [party.id] }, 'table')}
        aria-label={`${plural('en', count, 'engagement', 'engagements')} of ${party.label}`}
      >
        {formatNumber('en', count)}
      </a>
    </li>
  ))
  return (
    <section aria-labelledby="counterparts">
      <SectionHeading
        title="Its regions and cities active here"
        id="counterparts"
        note={`${plural('en', found.length, 'region or city', 'regions and cities')} of ${country.name} with an engagement on record, most first.`}
      />
      <ul class="columns-list">{lines.slice(0, counterpartsAtOnce)}</ul>
      {lines.length > counterpartsAtOnce && (
        <details>
          <summary>The other {formatNumber('en', lines.length - counterpartsAtOnce)}</summary>
          <ul class="columns-list">{lines.slice(counterpartsAtOnce)}</ul>
        </details>
      )}
    </section>
  )
}

const began = (each: EngagementView) => (each.started ? formatPartialDate('en', each.started) : 'Unknown')
const recordAt = (knownAt: Date | undefined) => (each: EngagementView) => (
  <a href={recordPath(each, knownAt)}>{each.title}</a>
)

export function Missions({
  missions,
  concepts,
  knownAt,
}: {
  missions: EngagementView[]
  concepts: Concept[]
  knownAt: Date | undefined
}) {
  if (missions.length === 0) return null
  return (
    <section aria-labelledby="missions">
      <SectionHeading
        title="Missions in the United States"
        id="missions"
        note="Embassies, consulates and offices as the sources had them on the day they were read; offices may have closed since. No source on record gives a street address."
      />
      <DataTable
        caption="Missions in the United States"
        isCaptionHidden
        columns={[
          { key: 'mission', label: 'Mission', cell: recordAt(knownAt) },
          { key: 'city', label: 'City', cell: (each) => <PartyLinks parties={each.us} /> },
          { key: 'kind', label: 'Kind', cell: (each) => labelOf(concepts, 'kind', each.kind) },
          { key: 'opened', label: 'Opened', cell: began },
        ]}
        rows={missions}
        keyOf={(each) => each.id}
      />
    </section>
  )
}

export function Agents({
  agents,
  name,
  knownAt,
}: {
  agents: EngagementView[]
  name: string
  knownAt: Date | undefined
}) {
  if (agents.length === 0) return null
  return (
    <section aria-labelledby="agents">
      <SectionHeading
        title="Regions and cities with a registered agent"
        id="agents"
        note={`Governments below the national one of ${name} that someone represents under the Foreign Agents Registration Act. The place is the seat of the agent.`}
      />
      <DataTable
        caption="Registered agents"
        isCaptionHidden
        columns={[
          { key: 'whose', label: 'Represented', cell: (each) => <PartyLinks parties={each.abroad} /> },
          { key: 'record', label: 'Record', cell: recordAt(knownAt) },
          { key: 'seat', label: 'Seat of the agent', cell: (each) => <PartyLinks parties={each.us} /> },
          { key: 'registered', label: 'Registered', cell: began },
        ]}
        rows={agents}
        keyOf={(each) => each.id}
      />
    </section>
  )
}
