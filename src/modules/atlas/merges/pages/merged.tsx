import type { OrganizationView } from '#kernel/organizations'
import { formatInstant } from '#platform/i18n'
import { Button, DataTable, SectionHeading } from '#ui'
import { isOfSpine, spineReason } from '../rules.ts'
import type { MergeView } from '../schema.ts'

/** On the desk page of an organization: the records that are part of it, each with the way back, and the way to one more. */
export function MergedHere(props: { organization: OrganizationView; merges: MergeView[]; mayMerge: boolean }) {
  const { organization, merges, mayMerge } = props
  const isOpen = !isOfSpine(organization.kind)
  if (merges.length === 0 && !mayMerge) return null
  return (
    <section aria-labelledby="merged">
      <SectionHeading
        title="Records that are the same"
        id="merged"
        note={isOpen ? undefined : spineReason}
        action={
          isOpen && mayMerge && <a href={`/desk/organizations/${organization.id}/merge`}>Merge with another record</a>
        }
      />
      {merges.length > 0 && <MergeTable merges={merges} mayMerge={mayMerge} />}
      {isOpen && merges.length === 0 && <p class="quiet">No other record is known to be the same.</p>}
    </section>
  )
}

/** Merges with what stayed, what is part of it, why, and the way back. */
export function MergeTable({ merges, mayMerge }: { merges: MergeView[]; mayMerge: boolean }) {
  return (
    <DataTable
      caption="Merges, newest first"
      isCaptionHidden
      columns={[
        { key: 'gone', label: 'Record', cell: (merge) => merge.goneName },
        {
          key: 'kept',
          label: 'Is part of',
          cell: (merge) => <a href={`/desk/organizations/${merge.keptId}`}>{merge.keptName}</a>,
        },
        { key: 'why', label: 'Why', cell: (merge) => merge.reason },
        { key: 'when', label: 'Since', cell: (merge) => formatInstant('en', merge.mergedAt) },
        { key: 'undo', label: 'Way back', cell: (merge) => <WayBack merge={merge} mayMerge={mayMerge} /> },
      ]}
      rows={merges}
      keyOf={(merge) => merge.id}
      whenEmpty="Nothing has been merged."
    />
  )
}

function WayBack({ merge, mayMerge }: { merge: MergeView; mayMerge: boolean }) {
  if (merge.undoneAt) return <>{`Taken apart ${formatInstant('en', merge.undoneAt)}`}</>
  if (!mayMerge) return <>Stands</>
  return (
    <form method="post" action="/desk/organizations/merges/undoing">
      <input type="hidden" name="id" value={merge.id} />
      <Button type="submit" kind="quiet" isSmall>
        Take apart
      </Button>
    </form>
  )
}
