import { toCsv } from '#platform/csv'
import { formatInstant, formatNumber, plural } from '#platform/i18n'
import type { EngagementView, PartyView } from '../engagements/schema.ts'
import type { ChangeKind, ChangeView, Difference } from './schema.ts'

/** The index counts whole seconds: an instant stands for the end of its second, in the tables too. */
export const endOfSecond = (instant: Date): Date => new Date(Math.floor(instant.getTime() / 1000) * 1000 + 999)

interface Compared {
  name: string
  label: string
  /** By which two values are the same or not. */
  of(view: EngagementView): string
  /** As a reader sees it; by itself the same. */
  words?(view: EngagementView): string
}

const names = (parties: PartyView[]) => parties.map(({ name }) => name).join('; ')

const compared: Compared[] = [
  { name: 'title', label: 'Title', of: (view) => view.title },
  { name: 'form', label: 'Form', of: (view) => view.form },
  { name: 'kind', label: 'Kind', of: (view) => view.kind },
  { name: 'party.us', label: 'US side', of: (view) => view.usIds.join('|'), words: (view) => names(view.us) },
  {
    name: 'party.abroad',
    label: 'Counterpart',
    of: (view) => view.abroadIds.join('|'),
    words: (view) => names(view.abroad),
  },
  { name: 'network', label: 'Network', of: (view) => view.networkId ?? '', words: (view) => view.networkName ?? '' },
  { name: 'started', label: 'Began', of: (view) => view.started },
  { name: 'ended', label: 'Ended', of: (view) => view.ended },
  { name: 'legal', label: 'Legal status', of: (view) => view.legal },
  { name: 'recognition', label: 'Recognition', of: (view) => view.recognition },
  { name: 'activity', label: 'Activity', of: (view) => view.activity },
  { name: 'verification', label: 'Verification', of: (view) => view.verification },
  { name: 'theme', label: 'Themes', of: (view) => view.themes.join('|') },
  { name: 'source', label: 'Kinds of source', of: (view) => view.sourceKinds.join('|') },
  { name: 'documented', label: 'Primary document', of: (view) => (view.isDocumented ? 'yes' : 'no') },
  { name: 'note', label: 'Note', of: (view) => view.note },
]

/** Values that a record had at one date and another at the other. */
export const valuesBetween = (
  before: EngagementView | undefined,
  after: EngagementView | undefined,
): ChangeView['values'] =>
  before && after
    ? compared
        .filter(({ of }) => of(before) !== of(after))
        .map(({ name, label, of, words = of }) => ({ name, label, before: words(before), after: words(after) }))
    : []

/** What became of a record, from whether it was known, and answered, at either date. */
export function changeOf(
  at: { before: EngagementView | undefined; after: EngagementView | undefined },
  answers: { before: boolean; after: boolean },
): ChangeKind {
  if (answers.before && answers.after) return at.before?.ended === '' && at.after?.ended !== '' ? 'ended' : 'changed'
  if (answers.after) return at.before ? 'entered' : 'added'
  return at.after ? 'left' : 'taken-back'
}

export const changeWords: Record<ChangeKind, string> = {
  added: 'Added',
  entered: 'Answers the question now',
  ended: 'Ended',
  changed: 'Changed',
  'taken-back': 'Taken back',
  left: 'Answers the question no longer',
}

export function saysOf({
  before,
  after,
  came,
  went,
  altered,
  since,
  until,
}: Omit<Difference, 'says' | 'changes'>): string {
  const day = (instant: string) => formatInstant('en', new Date(instant))
  return `${plural('en', before, 'engagement', 'engagements')} as known on ${day(since)}; ${formatNumber('en', came)} came, ${formatNumber('en', went)} went; ${formatNumber('en', after)} as known on ${day(until)}. Of those at both dates ${formatNumber('en', altered)} changed.`
}

const columns = ['change', 'engagement_id', 'address', 'title', 'property', 'before', 'after']
const evidenceColumns = ['statement_ids', 'source_ids', 'source_cells']

/** One row for each value that changed, one for each record that came or went. */
export const differenceAsCsv = ({ changes }: Difference): string =>
  toCsv(
    [...columns, ...evidenceColumns],
    changes.flatMap((change) => {
      const values = change.values.length > 0 ? change.values : [{ name: '', before: '', after: '' }]
      return values.map(({ name, before, after }) => {
        const own = change.evidence.filter(({ property }) => property === name)
        // What is put together from several statements has none of its own: all that was said in between stands behind it.
        const behind = own.length > 0 ? own : change.evidence
        return [
          ...[change.change, change.id, change.address, change.title, name, before, after],
          behind.map(({ statement }) => statement).join('|'),
          [...new Set(behind.map(({ source }) => source.id))].join('|'),
          [...new Set(behind.map(({ part }) => part))].join('|'),
        ]
      })
    }),
  )
