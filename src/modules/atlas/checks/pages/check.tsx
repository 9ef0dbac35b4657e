import { type FormState, Page } from '#platform/http'
import { formatDate } from '#platform/i18n'
import {
  Breadcrumbs,
  Button,
  DateField,
  PageHeader,
  ProblemSummary,
  SectionHeading,
  SelectField,
  TextArea,
  TextField,
} from '#ui'
import { partiesOf } from '../../disputes/rules.ts'
import { engagementPath } from '../../engagements/pages/paths.ts'
import type { EngagementView } from '../../engagements/schema.ts'

/** What staff do about the standing of one record. */
export function CheckPage({
  engagement,
  dueOn,
  state: { values, problem },
}: {
  engagement: EngagementView
  dueOn: string
  state: FormState
}) {
  const typed = (name: string) => String(values[name] ?? '')
  const deed = typed('deed')
  const error = (of: string, name: string) => (deed === of ? problem?.fields[name] : undefined)
  return (
    <Page title="Check a record" robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs items={[{ href: '/desk/checks', label: 'Checks due' }, { label: engagement.title }]} />
        <PageHeader
          eyebrow="Check"
          title={engagement.title}
          meta={
            <a href={engagementPath(engagement.id)}>
              {`Now ${engagement.verification.replaceAll('-', ' ')}${dueOn ? `, due ${formatDate('en', dueOn)}` : ''}: see the record`}
            </a>
          }
        />
        <ProblemSummary problem={problem} />
        {engagement.verification === 'reported' && (
          <section aria-labelledby="sourced">
            <SectionHeading title="A primary document was seen" id="sourced" />
            <form method="post" class="stack">
              <input type="hidden" name="deed" value="sourced" />
              <TextArea
                name="reason"
                label="Which document"
                value={deed === 'sourced' ? typed('reason') : ''}
                error={error('sourced', 'reason')}
                rows={2}
                hint="Public. The document needs a statement on record first."
              />
              <Button type="submit">Mark as sourced</Button>
            </form>
          </section>
        )}
        <section aria-labelledby="ask">
          <SectionHeading
            title="Ask a party by letter"
            id="ask"
            note="The letter leads to one answer, without an account."
          />
          <form method="post" class="stack">
            <input type="hidden" name="deed" value="ask" />
            <SelectField
              name="partyId"
              label="Whom"
              value={typed('partyId')}
              placeholder="Choose"
              error={error('ask', 'partyId')}
              options={partiesOf(engagement).map(({ id, name }) => ({ value: id, label: name }))}
            />
            <TextField
              name="address"
              label="E-mail address of its office"
              value={typed('address')}
              error={error('ask', 'address')}
            />
            <Button type="submit">Send the letter</Button>
          </form>
        </section>
        <section aria-labelledby="due">
          <SectionHeading title="Look at it again" id="due" />
          <form method="post" class="stack">
            <input type="hidden" name="deed" value="due" />
            <DateField name="dueOn" label="By" value={typed('dueOn') || dueOn} error={error('due', 'dueOn')} />
            <TextField
              name="reason"
              label="Why then"
              value={deed === 'due' ? typed('reason') : ''}
              error={error('due', 'reason')}
            />
            <Button type="submit">Set the day</Button>
          </form>
        </section>
      </div>
    </Page>
  )
}
