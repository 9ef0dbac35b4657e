import { type FormState, Page } from '#platform/http'
import { Button, PageHeader, ProblemSummary, SelectField, TextArea, TextField } from '#ui'
import { fieldsOf, type IntakeView, sections } from '../../intakes/schema.ts'
import { capacityFields, sentenceFor } from '../rules.ts'
import type { Compared } from '../schema.ts'

/** The exact words for one answer, filled in as the answer suggests. */
export function ProposePage({ intake, compared, state }: { intake: IntakeView; compared: Compared; state: FormState }) {
  const { values, problem } = state
  const { section, row, meanings, match } = compared
  const field = (name: string, otherwise = '') => ({
    name,
    value: String(values[name] ?? otherwise),
    error: problem?.fields[name],
  })
  const sure = meanings.find(({ isMatch }) => isMatch) ?? (meanings.length === 1 ? meanings[0] : undefined)
  const labelOf = (name: string) => fieldsOf[section].find((each) => each.name === name)?.label ?? name
  const kinds = fieldsOf[section].find(({ name }) => name === 'kind')?.options
  return (
    <Page title="Propose the words" robots="noindex">
      <div class="wrap page-narrow deed">
        <PageHeader
          eyebrow={<a href={`/desk/intakes/${intake.id}`}>{intake.governmentName}</a>}
          title="Propose the words"
          lede={`${sections[section].row} as it is to stand on the public record. They read the sentence and confirm or refuse it.`}
        />
        <ProblemSummary problem={problem} />
        <form method="post" action={`/desk/intakes/${intake.id}/words/${row.id}`} class="stack">
          <TextArea
            {...field('words', sentenceFor(compared, intake))}
            label="The sentence"
            hint="Quoted on the record as their answer. Name no private person."
            rows={3}
          />
          {section === 'capacity' ? (
            capacityFields.map((name) => (
              <TextField {...field(name, row[name])} label={labelOf(name)} isRequired={false} key={name} />
            ))
          ) : (
            <>
              <TextField
                {...field('partnerId', sure?.id)}
                label={section === 'memberships' ? 'Network' : 'Partner'}
                hint={
                  meanings.length > 0
                    ? `As matched: ${meanings.map(({ id, name }) => `${name} is ${id}`).join('; ')}.`
                    : 'The id at the end of the address of its page. Add the organization first if there is none.'
                }
              />
              <SelectField
                {...field('recordId', match?.id)}
                label="Which record it speaks of"
                placeholder="A new record"
                options={compared.known.map(({ id, title, kind, started }) => ({
                  value: id,
                  label: [title, kind.replaceAll('-', ' '), started].filter(Boolean).join(', '),
                }))}
              />
              {kinds && (
                <SelectField
                  {...field('kind', row.kind)}
                  label={labelOf('kind')}
                  placeholder="Choose one"
                  options={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
                />
              )}
              {section !== 'memberships' && (
                <TextField {...field('title', row.title)} label="Title" isRequired={false} />
              )}
              <TextField
                {...field('started', row.started)}
                label={labelOf('started')}
                size="short"
                isRequired={false}
              />
              {section === 'agreements' && (
                <TextField {...field('ended', row.ended)} label={labelOf('ended')} size="short" isRequired={false} />
              )}
            </>
          )}
          <Button type="submit">Keep the words</Button>
        </form>
      </div>
    </Page>
  )
}
