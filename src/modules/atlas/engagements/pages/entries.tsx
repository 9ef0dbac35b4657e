import type { Shown } from '#kernel/claims'
import { type Concept, labelOf } from '#kernel/topics'
import { formatPartialDate } from '#platform/i18n'
import { type EvidenceClaim, RecordEntry, RecordList, type StatusTone } from '#ui'
import type { EngagementView, PartyView } from '../schema.ts'
import { evidenceOf } from './evidence.ts'
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

/** The reference entry: every value opens the claims behind it, and what is unknown says so. */
export function Entries({
  engagement,
  shown,
  concepts,
  correction,
}: {
  engagement: EngagementView
  shown: Shown[]
  concepts: Concept[]
  correction: string
}) {
  const claims = (...properties: string[]): EvidenceClaim[] =>
    shown.filter((each) => properties.includes(each.property)).flatMap((each) => evidenceOf(each))
  const ask = (property: string) => `${correction}&property=${property}`
  const date = (text: string) => (text ? formatPartialDate('en', text) : undefined)
  const axis = (scheme: string, value: string) => (value === 'unknown' ? undefined : labelOf(concepts, scheme, value))
  return (
    <RecordList label="What is known">
      <RecordEntry term="What" claims={claims('form', 'kind')} note={definitionOf(concepts, 'kind', engagement.kind)}>
        {labelOf(concepts, 'kind', engagement.kind)} ({labelOf(concepts, 'form', engagement.form).toLowerCase()})
      </RecordEntry>
      <RecordEntry term="In the United States" claims={claims('party.us')}>
        <Parties parties={engagement.us} />
      </RecordEntry>
      {engagement.networkId ? (
        <RecordEntry term="Network" claims={claims('network')}>
          <a href={`/networks/${engagement.networkId}`}>{engagement.networkName}</a>
        </RecordEntry>
      ) : (
        <RecordEntry term="Counterpart" claims={claims('party.abroad')} correctionHref={ask('party.abroad')}>
          {engagement.abroad.length > 0 && <Parties parties={engagement.abroad} />}
        </RecordEntry>
      )}
      <RecordEntry term="Began" claims={claims('started')} correctionHref={ask('started')}>
        {date(engagement.started)}
      </RecordEntry>
      <RecordEntry term="Ended" claims={claims('ended')} correctionHref={ask('ended')}>
        {date(engagement.ended)}
      </RecordEntry>
      <RecordEntry
        term="Legal status"
        claims={claims('legal')}
        correctionHref={ask('legal')}
        note="What the text itself says. Never inferred from the absence of an end date."
      >
        {axis('legal', engagement.legal)}
      </RecordEntry>
      <RecordEntry term="Recognition" claims={claims('recognition')} correctionHref={ask('recognition')}>
        {axis('recognition', engagement.recognition)}
      </RecordEntry>
      <RecordEntry term="Activity" claims={claims('activity')} correctionHref={ask('activity')}>
        {axis('activity', engagement.activity)}
      </RecordEntry>
      <RecordEntry term="Verification" note={definitionOf(concepts, 'verification', engagement.verification)}>
        {labelOf(concepts, 'verification', engagement.verification)}
      </RecordEntry>
      {engagement.themes.length > 0 && (
        <RecordEntry term="Themes" claims={claims('theme')}>
          {engagement.themes.map((theme) => labelOf(concepts, 'theme', theme)).join(', ')}
        </RecordEntry>
      )}
      {engagement.note && (
        <RecordEntry term="Note" claims={claims('note')}>
          {engagement.note}
        </RecordEntry>
      )}
    </RecordList>
  )
}

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
