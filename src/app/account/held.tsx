import type { Fate, HeldView } from '#kernel/holdings'
import { formatNumber } from '#platform/i18n'
import { DataTable, SectionHeading } from '#ui'

const stays = (fate: Fate): fate is Exclude<Fate, { is: 'erased' }> => fate.is !== 'erased'

/** What an erasure would do: what goes, and what stays, why and until when. `note` says for whom the words are meant, where that is somebody else. */
export function Held({ held, note }: { held: HeldView[]; note?: string }) {
  const goes = held.filter(({ holding }) => !stays(holding.fate))
  const kept = held.flatMap(({ holding, count }) =>
    stays(holding.fate) ? [{ title: holding.title, count, fate: holding.fate }] : [],
  )
  return (
    <>
      <section aria-labelledby="goes">
        <SectionHeading title="What goes" id="goes" note={note} />
        <DataTable
          caption="What goes"
          isCaptionHidden
          columns={[
            { key: 'what', label: 'What', cell: ({ holding }: HeldView) => holding.title },
            { key: 'rows', label: 'Entries', isNumber: true, cell: ({ count }: HeldView) => formatNumber('en', count) },
          ]}
          rows={goes}
          keyOf={({ holding }) => `${holding.table} ${holding.title}`}
          whenEmpty="Nothing is held that could go."
        />
      </section>
      {kept.length > 0 && (
        <section aria-labelledby="stays">
          <SectionHeading
            title="What stays, and why"
            id="stays"
            note="Without your name, your addresses and your words."
          />
          <DataTable
            caption="What stays, and why"
            isCaptionHidden
            columns={[
              { key: 'what', label: 'What', cell: (row) => row.title },
              { key: 'rows', label: 'Entries', isNumber: true, cell: (row) => formatNumber('en', row.count) },
              { key: 'why', label: 'Why', cell: (row) => row.fate.why },
              {
                key: 'until',
                label: 'Until when',
                cell: (row) => (row.fate.is === 'kept' ? row.fate.until : 'as long as the log is kept'),
              },
            ]}
            rows={kept}
            keyOf={(row) => row.title}
          />
        </section>
      )}
    </>
  )
}
