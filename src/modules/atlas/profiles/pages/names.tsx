import type { NameView } from '#kernel/organizations'
import { dayOf } from '#platform/clock'
import { formatDate, formatLanguage, formatPartialDate } from '#platform/i18n'
import { DataTable, SectionHeading } from '#ui'
import { statementPath } from '../../engagements/pages/paths.ts'
import { kindInWords } from '../../governments/rules.ts'
import type { MergeView } from '../../merges/schema.ts'

/** `since 1978, until May 3, 1990`; nothing where neither end is known. */
export const periodOf = (from: string, to: string): string =>
  [from && `since ${formatPartialDate('en', from)}`, to && `until ${formatPartialDate('en', to)}`]
    .filter(Boolean)
    .join(', ')

/** Names by language and period, each with the source that gives it. Whoever may judge statements finds the way from each that is one. */
export function NameTable({ names, mayJudge }: { names: NameView[]; mayJudge: boolean }) {
  return (
    <DataTable
      caption="Names by language and period"
      isCaptionHidden
      columns={[
        { key: 'name', label: 'Name', cell: (each) => <NameItself name={each} /> },
        {
          key: 'language',
          label: 'Language',
          cell: (each) => (each.language ? formatLanguage('en', each.language) : 'Not said'),
        },
        { key: 'kind', label: 'Kind', cell: (each) => kindInWords(each.kind) },
        { key: 'period', label: 'When', cell: (each) => periodOf(each.validFrom, each.validTo) || 'Not said' },
        {
          key: 'source',
          label: 'Source',
          cell: (each) =>
            mayJudge && each.statementId ? (
              <a href={statementPath(each.statementId)}>{each.sourceTitle}</a>
            ) : (
              (each.sourceTitle ?? 'Unknown')
            ),
        },
      ]}
      rows={names}
      keyOf={(each) => JSON.stringify([each.name, each.language, each.kind, each.statementId])}
      whenEmpty="No other names on record."
    />
  )
}

/** Read aloud in its own language, where that is known. */
const NameItself = ({ name: { name, language } }: { name: NameView }) => <bdi lang={language || undefined}>{name}</bdi>

/** On the public page: every name there is, and which records were made one. Nothing where there is neither. */
export function NamesAndMerges(props: { names: NameView[]; merges: MergeView[]; mayJudge: boolean }) {
  if (props.names.length === 0 && props.merges.length === 0) return null
  return (
    <section aria-labelledby="names">
      <SectionHeading title="Names" id="names" />
      {props.names.length > 0 && <NameTable {...props} />}
      {props.merges.length > 0 && (
        <>
          <p>What was on record of these stands here, because they are the same:</p>
          <ul>
            {props.merges.map((merge) => (
              <li key={merge.id}>
                {merge.goneName}, since {formatDate('en', dayOf(merge.mergedAt))}: {merge.reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
