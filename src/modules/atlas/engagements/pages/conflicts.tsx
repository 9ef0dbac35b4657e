import { type Shown, type StatementView, sidesOf, whyShown } from '#kernel/claims'
import { formatInstant } from '#platform/i18n'
import { DataTable, SectionHeading } from '#ui'
import type { Wording } from './evidence.ts'
import { cellPath } from './paths.ts'

/** What sources say differently, side by side, with the rule by which one of them shows. */
export function Conflicts({ shown, wordingOf }: { shown: Shown[]; wordingOf: Wording }) {
  const differing = shown.flatMap((each) => {
    const sides = sidesOf(each) as StatementView[] // assemble keeps the objects it was given
    const [first] = sides
    return first ? [{ property: each.property, term: wordingOf(first).term, sides, each }] : []
  })
  if (differing.length === 0) return null
  return (
    <section aria-labelledby="conflicts">
      <SectionHeading
        title="Where sources differ"
        id="conflicts"
        note="All that stands on record, side by side. Nothing is deleted when another value shows."
      />
      {differing.map(({ property, term, sides, each }) => (
        <div key={property}>
          <DataTable
            caption={`${term}: ${reasonOf(each)}`}
            columns={[
              {
                key: 'value',
                label: term,
                cell: (said) =>
                  each.chosen.includes(said) ? <strong>{wordingOf(said).value}</strong> : wordingOf(said).value,
              },
              {
                key: 'source',
                label: 'Who says so',
                cell: (said) => <a href={cellPath(said.id)}>{said.sourceTitle}</a>,
              },
              {
                key: 'rank',
                label: 'Rank',
                cell: (said) => (said.rankReason ? `${said.rank}: ${said.rankReason}` : said.rank),
              },
              { key: 'recorded', label: 'Recorded', cell: (said) => formatInstant('en', said.recordedAt) },
            ]}
            rows={sides}
            keyOf={(said) => said.id}
          />
        </div>
      ))}
    </section>
  )
}

/** The rule of assembly, said of one property. */
export function reasonOf(shown: Shown): string {
  const [best] = shown.chosen
  switch (whyShown(shown)) {
    case 'nothing':
      return 'nothing shows, because every statement that stands is ranked deprecated.'
    case 'alone':
      return 'the only statement on record.'
    case 'agreed':
      return 'every statement on record says the same.'
    case 'latest':
      return `sources of equal rank differ, and the one recorded last shows (${best?.rank}).`
    case 'ranked':
      return best?.rank === 'preferred'
        ? `the preferred one shows${best.rankReason ? ` (${best.rankReason.replace(/\.$/, '')})` : ''}.`
        : 'the others are ranked deprecated, and never show.'
  }
}
