import { type CardField, cardFields } from '#kernel/contacts'
import type { PersonField } from '#kernel/duplicates'
import { type Comparison, differencesOf, fieldsOf } from '#kernel/merges'
import { Page } from '#platform/http'
import type { Problem } from '#platform/problem'
import { Breadcrumbs, Button, DataTable, Notice, PageHeader, RadioGroup, SectionHeading } from '#ui'

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
  const rows = fieldsOf(one, other)
  const differences = differencesOf(one, other)
  const shown = (field: CardField, value: string | undefined) =>
    value === undefined ? <span class="quiet">unknown</span> : isOpen ? value : covered(field, value)
  const hasCovered = !isOpen && rows.some(({ field }) => cardFields[field].isSensitive)
  const keep: Side = values.keep === 'other' || values.keep === 'one' ? values.keep : other.hasAccount ? 'other' : 'one'
  return (
    <Page title="One person or two?" robots="noindex">
      <div class="wrap page-reading">
        <Breadcrumbs
          items={[
            { href: '/desk/people', label: 'People' },
            { href: '/desk/people/duplicates', label: 'Duplicates' },
            { label: 'One person or two?' },
          ]}
        />
        <PageHeader title="One person or two?" lede={`Two records of ${pair.bodyName}.`} />
        {problem && <Notice kind="danger" title={problem.message} isLive />}
        <form method="post" class="stack">
          <DataTable
            caption="The two records side by side"
            isCaptionHidden
            columns={[
              { key: 'field', label: 'Field', cell: ({ field }) => cardFields[field].label },
              { key: 'one', label: 'First record', cell: (row) => shown(row.field, row.one) },
              { key: 'other', label: 'Second record', cell: (row) => shown(row.field, row.other) },
            ]}
            rows={rows}
            keyOf={({ field }) => field}
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
          <SectionHeading
            title="If it is one person"
            note="Everything your body holds about the other record leads here. It can be taken apart again."
          />
          <RadioGroup
            name="keep"
            label="Which record stays"
            value={keep}
            options={(['one', 'other'] as const).map((side) => ({
              value: side,
              label: side === 'one' ? `First: ${one.name}` : `Second: ${other.name}`,
              hint: comparison[side].hasAccount ? 'Signs in here' : undefined,
            }))}
          />
          {differences.map(({ field, one: first, other: second }) => (
            <RadioGroup
              key={field}
              name={`value-${field}`}
              label={cardFields[field].label}
              value={String(values[`value-${field}`] ?? keep)}
              options={[
                { value: 'one', label: isOpen ? (first ?? '') : covered(field, first ?? '') },
                { value: 'other', label: isOpen ? (second ?? '') : covered(field, second ?? '') },
              ]}
            />
          ))}
        </form>
      </div>
    </Page>
  )
}

/** Enough of a sensitive value to tell two apart, not enough to write to somebody. */
function covered(field: CardField, value: string): string {
  if (!cardFields[field].isSensitive) return value
  if (field === 'email') return `${value.slice(0, 1)}•••@${value.split('@')[1]?.slice(0, 2) ?? ''}•••`
  if (field === 'phone') return `••• ${value.slice(-2)}`
  return '••• (covered)'
}
