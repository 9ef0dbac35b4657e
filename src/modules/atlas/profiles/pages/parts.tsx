import { type Concept, labelOf } from '#kernel/topics'
import { formatPartialDate } from '#platform/i18n'
import { DataTable } from '#ui'
import { atClocks } from '../../engagements/pages/clocks.tsx'
import { engagementPath, partyPath } from '../../engagements/pages/paths.ts'
import type { EngagementView, PartyView } from '../../engagements/schema.ts'

/** A table of engagements seen from one side: the other parties, the kind, when, and what is known of the status. */
export function EngagementTable({
  engagements,
  concepts,
  caption,
  show,
  knownAt,
}: {
  engagements: EngagementView[]
  concepts: Concept[]
  caption: string
  show: 'abroad' | 'us' | 'both'
  /** Records lead on as known then: one that was taken back since is on no page of now. */
  knownAt?: Date | undefined
}) {
  return (
    <DataTable
      caption={caption}
      isCaptionHidden
      columns={[
        {
          key: 'title',
          label: 'Record',
          cell: (each: EngagementView) => (
            <a href={recordPath(each, knownAt)} id={each.id}>
              {each.title}
            </a>
          ),
        },
        ...(show === 'abroad'
          ? []
          : [{ key: 'us', label: 'US side', cell: (each: EngagementView) => <PartyLinks parties={each.us} /> }]),
        ...(show === 'us'
          ? []
          : [
              {
                key: 'abroad',
                label: 'Counterpart',
                cell: (each: EngagementView) =>
                  each.networkId ? (
                    <a href={`/networks/${each.networkId}`}>{each.networkName}</a>
                  ) : (
                    <PartyLinks parties={each.abroad} />
                  ),
              },
            ]),
        { key: 'kind', label: 'Kind', cell: (each: EngagementView) => labelOf(concepts, 'kind', each.kind) },
        {
          key: 'began',
          label: 'Began',
          cell: (each: EngagementView) => (each.started ? formatPartialDate('en', each.started) : 'Unknown'),
        },
        { key: 'legal', label: 'Legal status', cell: (each: EngagementView) => labelOf(concepts, 'legal', each.legal) },
        {
          key: 'verification',
          label: 'Checked',
          cell: (each: EngagementView) => labelOf(concepts, 'verification', each.verification),
        },
      ]}
      rows={engagements}
      keyOf={(each) => each.id}
      whenEmpty="Nothing is on record. That may mean that there is nothing, or that nobody has reported it."
    />
  )
}

export const recordPath = ({ id }: EngagementView, knownAt: Date | undefined): string =>
  atClocks(engagementPath(id), { knownAt, asOf: undefined })

export function PartyLinks({ parties }: { parties: PartyView[] }) {
  return (
    <ul class="inline-list">
      {parties.map((party) => (
        <li key={party.id}>
          <a href={partyPath(party)}>{party.name}</a>
        </li>
      ))}
    </ul>
  )
}
