import { allow, form, mayDo, page, routes, type Viewer } from '#kernel/access'
import { listBodies } from '#kernel/bodies'
import type { Reader } from '#platform/db'
import { type FormState, type Routes, redirect } from '#platform/http'
import { formatInstant, formatNumber, plural } from '#platform/i18n'
import { Button, DataTable, EmptyState, Notice, RadioGroup, SelectField, TextArea, TextField } from '#ui'
import { listIssues } from '../../issues/read.ts'
import { type IssueView, issueDeskPath, newIssue } from '../../issues/schema.ts'
import { beginIssue } from '../../issues/write.ts'
import { mailingStates } from '../../mailings/schema.ts'
import { maySeeReaders } from '../../subscriptions/read.ts'
import { FormPage } from '../../works/pages/draft.tsx'
import { getDeskNewsletter, listDeskNewsletters } from '../read.ts'
import {
  type NewsletterView,
  newNewsletter,
  newsletterDeed,
  newsletterDeskPath,
  newsletterKinds,
  newsletterPath,
} from '../schema.ts'
import { changeNewsletter, closeNewsletter, openNewsletter } from '../write.ts'

const bodiesOf = async (db: Reader, viewer: Viewer) =>
  (await listBodies(db)).filter(({ id }) => mayDo(viewer, 'publications.newsletter.manage', { bodyId: id }))

/** Newsletters and press lists on the desk. */
export const newsletterDeskPages: Routes<Viewer> = routes({
  '/desk/newsletters': page(async ({ db, viewer }) => {
    const lists = await listDeskNewsletters(db, viewer)
    return (
      <FormPage title="Newsletters and press lists" problem={undefined}>
        {(await bodiesOf(db, viewer)).length > 0 && (
          <p>
            <a href="/desk/newsletters/new">Open a new one</a>
          </p>
        )}
        {lists.length === 0 && (
          <EmptyState title="None yet">A newsletter is opened once, then issues are written.</EmptyState>
        )}
        <ul class="entry-list">
          {lists.map((list) => (
            <li key={list.id}>
              <h2>
                <a href={newsletterDeskPath(list.id)}>{list.name}</a>
              </h2>
              <p class="quiet">
                {list.kind === 'press' ? 'Press list' : 'Newsletter'} of {list.bodyName}, {readersOf(list)}
                {list.closedAt && ', closed'}
              </p>
            </li>
          ))}
        </ul>
      </FormPage>
    )
  }),

  '/desk/newsletters/new': form(
    newNewsletter,
    async ({ db, viewer, form: state }) => {
      allow(viewer, 'publications.newsletter.manage')
      const bodies = await bodiesOf(db, viewer)
      const { values, problem } = state
      return (
        <FormPage title="Open a newsletter or press list" problem={problem}>
          <form method="post" class="stack">
            <SelectField
              name="bodyId"
              label="Whose it is"
              value={String(values.bodyId ?? bodies[0]?.id ?? '')}
              error={problem?.fields.bodyId}
              options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <RadioGroup
              name="kind"
              label="Kind"
              value={String(values.kind ?? 'newsletter')}
              error={problem?.fields.kind}
              options={Object.entries(newsletterKinds).map(([value, label]) => ({ value, label }))}
            />
            <TextField
              name="slug"
              label="End of its address"
              hint="Such as the-weekly, for /newsletters/the-weekly"
              size="medium"
              value={String(values.slug ?? '')}
              error={problem?.fields.slug}
            />
            <SettingFields state={state} list={undefined} accent={bodies[0]?.accent ?? ''} />
            <Button type="submit">Open it</Button>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, input, clock }) =>
      redirect(newsletterDeskPath(await openNewsletter(db, actor, { ...input, at: clock.now() }))),
  ),

  '/desk/newsletters/:id': form(
    newIssue,
    async ({ db, viewer, params, form: { values, problem } }) => {
      const list = await getDeskNewsletter(db, viewer, params.id ?? '')
      const mayManage = mayDo(viewer, 'publications.newsletter.manage', { bodyId: list.bodyId })
      const at = newsletterDeskPath(list.id)
      return (
        <FormPage
          title={list.name}
          lede={`${list.kind === 'press' ? 'Press list' : 'Newsletter'} of ${list.bodyName}, ${readersOf(list)}.`}
          problem={problem}
        >
          <p class="row">
            {maySeeReaders(viewer, list) && (
              <a href={`${at}/${list.kind === 'press' ? 'contacts' : 'subscribers'}`}>
                {list.kind === 'press' ? 'Contacts' : 'Subscribers'}
              </a>
            )}
            {mayManage && <a href={`${at}/settings`}>Name, look and postal address</a>}
            {list.kind === 'newsletter' && <a href={newsletterPath(list.slug)}>As readers see it</a>}
            <a href="/desk/newsletters">All newsletters</a>
          </p>
          {list.closedAt ? (
            <Notice kind="info" title="Closed">
              Nothing more is sent, and nobody can subscribe.
            </Notice>
          ) : (
            <form method="post" class="stack">
              <TextField
                name="subject"
                label="Subject of a new letter"
                value={String(values.subject ?? '')}
                error={problem?.fields.subject}
              />
              <Button type="submit">Begin it</Button>
            </form>
          )}
          <Letters issues={await listIssues(db, list)} />
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const list = await getDeskNewsletter(db, actor, params.id ?? '')
      return redirect(issueDeskPath(await beginIssue(db, actor, { ...input, list, at: clock.now() })))
    },
  ),

  '/desk/newsletters/:id/settings': form(
    newsletterDeed,
    async ({ db, viewer, params, form: state }) => {
      const list = await getDeskNewsletter(db, viewer, params.id ?? '')
      allow(viewer, 'publications.newsletter.manage', { bodyId: list.bodyId })
      return (
        <FormPage title={`Name and look of ${list.name}`} problem={state.problem}>
          <form method="post" class="stack">
            <SettingFields state={state} list={list} accent={list.accent} />
            <p class="row">
              <Button type="submit" name="deed" value="save">
                Save
              </Button>
              <Button type="submit" name="deed" value={list.closedAt ? 'reopen' : 'close'} kind="secondary">
                {list.closedAt ? 'Open it again' : 'Close it'}
              </Button>
              <a href={newsletterDeskPath(list.id)}>Back</a>
            </p>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const list = await getDeskNewsletter(db, actor, params.id ?? '')
      const { deed, ...said } = input
      if (deed === 'save') await changeNewsletter(db, actor, { ...said, list })
      else await closeNewsletter(db, actor, { list, isClosed: deed === 'close', at: clock.now() })
      return redirect(newsletterDeskPath(list.id))
    },
  ),
})

const readersOf = ({ kind, readers }: NewsletterView): string =>
  kind === 'press' ? plural('en', readers, 'contact', 'contacts') : plural('en', readers, 'subscriber', 'subscribers')

function SettingFields(props: { state: FormState; list: NewsletterView | undefined; accent: string }) {
  const { state, list, accent } = props
  const field = (name: keyof NewsletterView, otherwise = '') => ({
    name,
    value: String(state.values[name] ?? list?.[name] ?? otherwise),
    error: state.problem?.fields[name],
  })
  return (
    <>
      <TextField {...field('name')} label="Name" hint="The sender that mailboxes show" />
      <TextArea {...field('about')} label="What it is" rows={2} isRequired={false} />
      <TextField
        {...field('masthead')}
        label="Line under the name"
        isRequired={false}
        hint="At the head of each letter"
      />
      <TextField
        {...field('accent', accent)}
        label="Color"
        size="short"
        hint="Of links and buttons, such as #14325c. White words must be read on it."
      />
      <TextField
        {...field('postalAddress')}
        label="Postal address"
        hint="Stands at the foot of each letter, as the law asks (CAN-SPAM): street or post box, city, state, ZIP code"
      />
      <TextField {...field('replyTo')} type="email" label="Answers go to" isRequired={false} />
    </>
  )
}

function Letters({ issues }: { issues: IssueView[] }) {
  return (
    <DataTable
      caption="Letters"
      columns={[
        { key: 'subject', label: 'Subject', cell: ({ id, subject }) => <a href={issueDeskPath(id)}>{subject}</a> },
        {
          key: 'state',
          label: 'State',
          cell: ({ id, state }) =>
            state === null ? 'Draft' : <a href={`${issueDeskPath(id)}/sending`}>{mailingStates[state]}</a>,
        },
        {
          key: 'when',
          label: 'When',
          cell: ({ preparedAt, startsAt, writtenAt }) => formatInstant('en', preparedAt ?? startsAt ?? writtenAt),
        },
        {
          key: 'number',
          label: 'Number',
          isNumber: true,
          cell: ({ number }) => (number === null ? '' : formatNumber('en', number)),
        },
      ]}
      rows={issues}
      keyOf={({ id }) => id}
      whenEmpty="None yet."
    />
  )
}
