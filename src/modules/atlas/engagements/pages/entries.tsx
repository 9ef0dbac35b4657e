import type { Shown, StatementView } from '#kernel/claims'
import { type Concept, labelOf } from '#kernel/topics'
import { formatPartialDate } from '#platform/i18n'
import { RecordEntry, RecordList, type StatusTone } from '#ui'
import { disputeInWords } from '../../disputes/rules.ts'
import type { DisputeView } from '../../disputes/schema.ts'
import type { EngagementView, PartyView } from '../schema.ts'
import type { Evidence, Wording } from './evidence.ts'
import { partyPath } from './paths.ts'

/** The shape beside a status word. */
export const toneOf = (status: string): StatusTone =>
  (
    ({
      'in-force': 'positive',
      active: 'positive',
      recognized: 'positive',
      'confirmed-by-both': 'positive',
      sourced: 'partial',
      'confirmed-by-one': 'partial',
      reported: 'pending',
      suspended: 'pending',
      dormant: 'ended',
      expired: 'ended',
      terminated: 'ended',
      'not-recognized': 'negative',
      'not-binding': 'partial',
    }) as Record<string, StatusTone>
  )[status] ?? 'unknown'

/** The reference entry: every value leads to the claims behind it, and what is unknown says so. */
export function Entries({
  engagement,
  evidence,
  concepts,
  correction,
  disputes,
}: {
  engagement: EngagementView
  evidence: Evidence
  concepts: Concept[]
  correction: string
  disputes: DisputeView[]
}) {
  const disputed = (...properties: string[]) =>
    disputes
      .filter(({ state, property }) => state === 'open' && properties.includes(property))
      .map(disputeInWords)
      .join('; ')
  const ask = (property: string) => `${correction}&property=${property}`
  const date = (text: string) => (text ? formatPartialDate('en', text) : undefined)
  const axis = (scheme: string, value: string) => (value === 'unknown' ? undefined : labelOf(concepts, scheme, value))
  return (
    <RecordList label="What is known">
      <RecordEntry
        term="What"
        references={evidence.of('form', 'kind')}
        dispute={disputed('form', 'kind')}
        note={definitionOf(concepts, 'kind', engagement.kind)}
      >
        {labelOf(concepts, 'kind', engagement.kind)} ({labelOf(concepts, 'form', engagement.form).toLowerCase()})
      </RecordEntry>
      <RecordEntry term="In the United States" references={evidence.of('party.us')} dispute={disputed('party.us')}>
        <Parties parties={engagement.us} />
      </RecordEntry>
      {engagement.networkId ? (
        <RecordEntry term="Network" references={evidence.of('network')} dispute={disputed('network')}>
          <a href={`/networks/${engagement.networkId}`}>{engagement.networkName}</a>
        </RecordEntry>
      ) : (
        <RecordEntry
          term="Counterpart"
          references={evidence.of('party.abroad')}
          dispute={disputed('party.abroad')}
          correctionHref={ask('party.abroad')}
        >
          {engagement.abroad.length > 0 && <Parties parties={engagement.abroad} />}
        </RecordEntry>
      )}
      <RecordEntry
        term="Began"
        references={evidence.of('started')}
        dispute={disputed('started')}
        correctionHref={ask('started')}
      >
        {date(engagement.started)}
      </RecordEntry>
      <RecordEntry
        term="Ended"
        references={evidence.of('ended')}
        dispute={disputed('ended')}
        correctionHref={ask('ended')}
      >
        {date(engagement.ended)}
      </RecordEntry>
      <RecordEntry
        term="Legal status"
        references={evidence.of('legal')}
        dispute={disputed('legal')}
        correctionHref={ask('legal')}
        note="What the text itself says. Never inferred from the absence of an end date."
      >
        {axis('legal', engagement.legal)}
      </RecordEntry>
      <RecordEntry
        term="Recognition"
        references={evidence.of('recognition')}
        dispute={disputed('recognition')}
        correctionHref={ask('recognition')}
      >
        {axis('recognition', engagement.recognition)}
      </RecordEntry>
      <RecordEntry
        term="Activity"
        references={evidence.of('activity')}
        dispute={disputed('activity')}
        correctionHref={ask('activity')}
      >
        {axis('activity', engagement.activity)}
      </RecordEntry>
      <RecordEntry
        term="Verification"
        references={evidence.of('verification', 'confirmed.us', 'confirmed.abroad')}
        note={definitionOf(concepts, 'verification', engagement.verification)}
      >
        {labelOf(concepts, 'verification', engagement.verification)}
      </RecordEntry>
      {engagement.themes.length > 0 && (
        <RecordEntry term="Themes" references={evidence.of('theme')} dispute={disputed('theme')}>
          {engagement.themes.map((theme) => labelOf(concepts, 'theme', theme)).join(', ')}
        </RecordEntry>
      )}
      {engagement.note && (
        <RecordEntry term="Note" references={evidence.of('note')} dispute={disputed('note')}>
          {engagement.note}
        </RecordEntry>
      )}
    </RecordList>
  )
}

const terms: Record<string, string> = {
  title: 'Title',
  form: 'Form',
  kind: 'Kind',
  'party.us': 'In the United States',
  'party.abroad': 'Counterpart',
  network: 'Network',
  started: 'Began',
  ended: 'Ended',
  legal: 'Legal status',
  recognition: 'Recognition',
  activity: 'Activity',
  verification: 'Verification',
  'confirmed.us': 'Confirmed in the United States',
  'confirmed.abroad': 'Confirmed abroad',
  theme: 'Theme',
  note: 'Note',
}
const parties = new Set(['party.us', 'party.abroad', 'network', 'confirmed.us', 'confirmed.abroad'])

/** Organizations that the claims of an engagement name, outranked and retracted ones included. */
export const namedIn = (statements: StatementView[]): string[] =>
  statements.flatMap((each) => (parties.has(each.property) ? [each.value] : []))

/** In the order of the page, then whatever else was said. */
export const inOrder = (shown: Shown[]): Shown[] => {
  const order = Object.keys(terms)
  const placeOf = ({ property }: Shown) => (order.includes(property) ? order.indexOf(property) : order.length)
  return shown.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Claims of an engagement in the words of its page. */
export const wordingWith =
  (concepts: Concept[], names: Map<string, string>): Wording =>
  ({ property, value }) => ({
    term: terms[property] ?? property,
    value:
      value === ''
        ? 'Unknown'
        : parties.has(property)
          ? (names.get(value) ?? value)
          : property === 'started' || property === 'ended'
            ? formatPartialDate('en', value)
            : property === 'title' || property === 'note'
              ? value
              : labelOf(concepts, property, value),
  })

const definitionOf = (concepts: Concept[], scheme: string, id: string): string | undefined =>
  concepts.find((concept) => concept.scheme === scheme && concept.id === id)?.definition || undefined

export function Parties({ parties }: { parties: PartyView[] }) {
  return (
    <>
      {parties.map((party, index) => (
        <>
          {index > 0 && '; '}
          <a href={partyPath(party)} key={party.id}>
            {party.name}
          </a>
        </>
      ))}
    </>
  )
}
