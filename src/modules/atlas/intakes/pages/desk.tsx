import { allow, form, mayDo, page, routes, type Viewer } from '#kernel/access'
import type { Services } from '#kernel/doors'
import { dayOf } from '#platform/clock'
import { type FormState, Page, type Routes, redirect } from '#platform/http'
import { formatDate } from '#platform/i18n'
import { Button, DataTable, DateField, LinkButton, PageHeader, ProblemSummary, TextField } from '#ui'
import { listIntakes } from '../read.ts'
import { type IntakeView, newIntake } from '../schema.ts'
import { askGovernment } from '../write.ts'
import { Standing } from './parts.tsx'

/** Whom staff have asked, and how to ask the next. */
export const intakeDeskPages = ({ config }: Pick<Services, 'config'>): Routes<Viewer> =>
  routes({
    '/desk/intakes': page(async ({ db, viewer, clock }) => (
      <IntakesPage
        intakes={await listIntakes(db, viewer)}
        today={dayOf(clock.now())}
        mayAsk={mayDo(viewer, 'atlas.intake.ask')}
      />
    )),

    '/desk/intakes/new': form(
      newIntake,
      async ({ viewer, query, form: state }) => {
        allow(viewer, 'atlas.intake.ask')
        return <AskPage government={query.government ?? ''} state={state} />
      },
      async ({ db, actor, input, clock }) =>
        redirect(
          `/desk/intakes/${await askGovernment(db, actor, { ...input, at: clock.now(), publicUrl: config.publicUrl })}`,
        ),
    ),
  })

function IntakesPage({ intakes, today, mayAsk }: { intakes: IntakeView[]; today: string; mayAsk: boolean }) {
  const day = (instant: Date | null) => (instant ? formatDate('en', dayOf(instant)) : '–')
  return (
    <Page title="Intake forms" robots="noindex">
      <div class="wrap">
        <PageHeader
          title="Intake forms"
          lede="Governments that were asked what they do abroad. Nothing they answer is public before they confirm the exact words."
          actions={mayAsk && <LinkButton href="/desk/intakes/new">Ask a government</LinkButton>}
        />
        <DataTable
          caption="Intake forms"
          isCaptionHidden
          rows={intakes}
          keyOf={({ id }) => id}
          whenEmpty="No government has been asked yet."
          columns={[
            {
              key: 'government',
              label: 'Government',
              cell: ({ id, governmentName }) => <a href={`/desk/intakes/${id}`}>{governmentName}</a>,
            },
            { key: 'standing', label: 'State', cell: (intake) => <Standing intake={intake} today={today} /> },
            { key: 'due', label: 'Due', cell: ({ dueOn }) => formatDate('en', dueOn) },
            { key: 'asked', label: 'Asked', cell: ({ askedAt }) => day(askedAt) },
            { key: 'opened', label: 'Opened', cell: ({ openedAt }) => day(openedAt) },
            { key: 'reminded', label: 'Reminded', cell: ({ remindedAt }) => day(remindedAt) },
            { key: 'sent', label: 'Answered', cell: ({ sentAt }) => day(sentAt) },
          ]}
        />
      </div>
    </Page>
  )
}

function AskPage({ government, state: { values, problem } }: { government: string; state: FormState }) {
  const field = (name: string, otherwise = '') => ({
    name,
    value: String(values[name] ?? otherwise),
    error: problem?.fields[name],
  })
  return (
    <Page title="Ask a government" robots="noindex">
      <div class="wrap page-narrow deed">
        <PageHeader
          eyebrow={<a href="/desk/intakes">Intake forms</a>}
          title="Ask a government"
          lede="They get a link to a form in four steps: capacity, memberships, agreements and meetings. One reminder follows a week before it is due."
        />
        <ProblemSummary problem={problem} />
        <form method="post" action="/desk/intakes/new" class="stack">
          <TextField
            {...field('governmentId', government)}
            label="Government"
            hint="The id at the end of the address of its page, such as us-tx-houston."
          />
          <TextField {...field('contactName')} label="Who answers for it" isRequired={false} />
          <TextField {...field('address')} type="email" label="E-mail address" hint="The link is sent there." />
          <DateField {...field('dueOn')} label="Answer by" />
          <Button type="submit">Send the form</Button>
        </form>
      </div>
    </Page>
  )
}
