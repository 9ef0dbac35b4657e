import { type CardField, cardFields } from '#kernel/contacts'
import type { PersonField } from '#kernel/duplicates'
import { type Comparison, differencesOf, fieldsOf } from '#kernel/merges'
import { Page } from '#platform/http'
import type { Problem } from '#platform/problem'
import { Breadcrumbs, Button, DataTable, Notice, PageHeader, SectionHeading } from '#ui'

const words: Record<PersonField, string> = {
  ...{ givenName: 'given name', familyName: 'family name', bornOn: 'day of birth', email: 'e-mail', phone: 'phone' },
  ...{ organization: 'organization', streetNumber: 'street number', street: 'street', premises: 'building' },
  ...{ locality: 'city', postcode: 'postcode', region: 'region' },
}

/** Bits as words: one bit doubles how likely it is. */
function strengthOf(bits: number): string {
  if (bits >= 10) return 'speaks strongly for one person'
  if (bits >= 4) return 'speaks for one person'
  if (bits > 0) return 'speaks a little for one person'
  return bits > -2 ? 'speaks a little against' : 'speaks against'
}

type Side = 'one' | 'other'

/** Two records side by side. Sensitive values are covered until somebody opens them, which both people can see. */
export function PairPage({
  comparison,
  isOpen,
  values,
  problem,
}: {
  comparison: Comparison
  isOpen: boolean
  values: Record<string, string | string[]>
  problem: Problem | undefined
}) {
  const { pair, one, other } = comparison
  const compared = fieldsOf(one, other)
  const differing = new Set(differencesOf(one, other).map(({ field }) => field))
  const keep: Side = values.keep === 'other' || values.keep === 'one' ? values.keep : other.hasAccount ? 'other' : 'one'
  const shown = (field: CardField, value: string | undefined) =>
    value === undefined || isOpen ? value : covered(field, value)
  const chosenFor = (field: CardField): Side => {
    const chosen = values[`value-${field}`]
    return chosen === 'one' || chosen === 'other' ? chosen : keep
  }
  const rows: ChoiceRow[] = [
    {
      ...{ name: 'keep', label: 'Record that stays', chosen: keep, isOpenQuestion: true },
      one: one.hasAccount ? 'The first, who signs in here' : 'The first',
      other: other.hasAccount ? 'The second, who signs in here' : 'The second',
    },
    ...compared.map(({ field, one: first, other: second }) => ({
      ...{ name: `value-${field}`, label: cardFields[field].label, isOpenQuestion: differing.has(field) },
      ...{ chosen: chosenFor(field), one: shown(field, first), other: shown(field, second) },
    })),
  ]
  const hasCovered = !isOpen && compared.some(({ field }) => cardFields[field].isSensitive)
  return (
    <Page title="One person or two?" robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs
          items={[
            { href: '/desk/people', label: 'People' },
            { href: '/desk/people/duplicates', label: 'Duplicates' },
            { label: 'One person or two?' },
          ]}
        />
        <PageHeader
          title="One person or two?"
          lede={`Two records of ${pair.bodyName}. Merged, everything it holds about the one leads to the other; a merge can be taken apart again.`}
        />
        {problem && <Notice kind="danger" title={problem.message} isLive />}
        <form method="post" class="stack">
          <DataTable
            caption="Choose what stays if it is one person; where both say the same there is nothing to choose"
            columns={[
              { key: 'field', label: 'Field', cell: ({ label }) => label },
              { key: 'one', label: 'First record', cell: (row) => <Choice row={row} side="one" /> },
              { key: 'other', label: 'Second record', cell: (row) => <Choice row={row} side="other" /> },
            ]}
            rows={rows}
            keyOf={({ name }) => name}
          />
          {hasCovered && (
            <div>
              <Button type="submit" name="verdict" value="look" kind="quiet" shortcut="o">
                Open the covered values
              </Button>
              <p class="quiet">Both people can see that you looked, and when.</p>
            </div>
          )}
          <div class="row">
            <Button type="submit" name="verdict" value="different" kind="secondary" shortcut="d">
              Two people
            </Button>
            <Button type="submit" name="verdict" value="later" kind="secondary" shortcut="l">
              Decide later
            </Button>
            <Button type="submit" name="verdict" value="same" shortcut="s">
              One person: merge them
            </Button>
          </div>
          <SectionHeading
            title="Why they may be one"
            note={`Together ${pair.bits.toFixed(1)} bits of evidence when they were found; from 12 on most pairs are one person.`}
          />
          <ul>
            {comparison.reasons.map(({ field, bits }) => (
              <li
                key={field}
              >{`The ${words[field]} ${strengthOf(bits)} (${bits > 0 ? '+' : '−'}${Math.abs(bits).toFixed(1)} bits).`}</li>
            ))}
          </ul>
        </form>
      </div>
    </Page>
  )
}

interface ChoiceRow {
  name: string
  label: string
  one: string | undefined
  other: string | undefined
  chosen: Side
  isOpenQuestion: boolean
}

function Choice({ row, side }: { row: ChoiceRow; side: Side }) {
  const value = row[side]
  if (value === undefined) return <span class="quiet">unknown</span>
  if (!row.isOpenQuestion) return <>{value}</>
  return (
    <label class="choice">
      <input
        type="radio"
        name={row.name}
        value={side}
        checked={row.chosen === side}
        aria-label={`${row.label}, ${side === 'one' ? 'first' : 'second'} record: ${value}`}
      />
      <span>{value}</span>
    </label>
  )
}

/** Enough of a sensitive value to tell two apart, not enough to write to somebody. */
function covered(field: CardField, value: string): string {
  if (!cardFields[field].isSensitive) return value
  if (field === 'email') return `${value.slice(0, 1)}•••@${value.split('@')[1]?.slice(0, 2) ?? ''}•••`
  if (field === 'phone') return `••• ${value.slice(-2)}`
  return '••• (covered)'
}
