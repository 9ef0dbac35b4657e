import { form, routes, type Viewer } from '#kernel/access'
import { textOfBytes } from '#platform/encoding'
import { type FormState, type Routes, redirect } from '#platform/http'
import { formatInstant, formatNumber, plural } from '#platform/i18n'
import { Button, DataTable, FileField, Notice, TextArea, TextField } from '#ui'
import { getDeskListOf } from '../../newsletters/read.ts'
import { type NewsletterView, newsletterDeskPath } from '../../newsletters/schema.ts'
import { FormPage } from '../../works/pages/draft.tsx'
import { countReaders, countSilenced, listReaders, type ReadersCount } from '../read.ts'
import { type ImportReport, lifting, newImport, type SubscriberView, subscriberStates } from '../schema.ts'
import { importList, liftSilence } from '../write.ts'

const shown = 100

export const subscriberDeskPages = (publicUrl: string): Routes<Viewer> =>
  routes({
    '/desk/newsletters/:id/subscribers': form(
      newImport,
      async ({ db, viewer, params, query, form: state }) => {
        const list = await getDeskListOf(db, viewer, { id: params.id ?? '', kind: 'newsletter' })
        const readers = await listReaders(db, viewer, { list, q: query.q ?? '', most: shown })
        return (
          <FormPage title={`Subscribers of ${list.name}`} problem={state.problem}>
            <p class="row">
              <a href={newsletterDeskPath(list.id)}>{list.name}</a>
              <a href={`${newsletterDeskPath(list.id)}/suppressions`}>
                Not to be written to ({await countSilenced(db, list.bodyId)})
              </a>
            </p>
            <Counts counts={await countReaders(db, viewer, list)} />
            <Readers readers={readers} q={query.q ?? ''} />
            <Import state={state} />
          </FormPage>
        )
      },
      async ({ db, actor, params, input, clock }) => {
        const list = await getDeskListOf(db, actor, { id: params.id ?? '', kind: 'newsletter' })
        const text = input.file ? (await textOfBytes(await input.file.bytes())).text : input.rows
        const asked = { list, text, basis: input.basis, now: clock.now(), publicUrl }
        return <ImportedPage list={list} report={await importList(db, actor, asked)} />
      },
    ),

    '/desk/newsletters/:id/suppressions': form(
      lifting,
      async ({ db, viewer, params, query, form: { values, problem } }) => {
        const list = await getDeskListOf(db, viewer, { id: params.id ?? '', kind: 'newsletter' })
        const count = await countSilenced(db, list.bodyId)
        return (
          <FormPage
            title="Not to be written to"
            lede={`${list.bodyName} writes to ${formatNumber('en', count)} ${count === 1 ? 'mailbox' : 'mailboxes'} no more: they are gone, complained, or were erased. Only hashes of their addresses are kept, so nobody can list them.`}
            problem={problem}
          >
            {'lifted' in query && (
              <Notice kind="success" title="Done">
                If the address was on the list, it can subscribe again.
              </Notice>
            )}
            <form method="post" class="stack">
              <TextField
                name="address"
                type="email"
                label="Address whose owner wants to be written to again"
                value={String(values.address ?? '')}
                error={problem?.fields.address}
              />
              <TextField
                name="reason"
                label="Who asked for it, and when"
                value={String(values.reason ?? '')}
                error={problem?.fields.reason}
              />
              <p class="row">
                <Button type="submit">Let it subscribe again</Button>
                <a href={`${newsletterDeskPath(list.id)}/subscribers`}>Subscribers</a>
              </p>
            </form>
          </FormPage>
        )
      },
      async ({ db, actor, params, input }) => {
        const list = await getDeskListOf(db, actor, { id: params.id ?? '', kind: 'newsletter' })
        await liftSilence(db, actor, { list, ...input })
        return redirect(`${newsletterDeskPath(list.id)}/suppressions?lifted`)
      },
    ),
  })

function Counts({ counts }: { counts: ReadersCount[] }) {
  if (counts.length === 0) return <p>Nobody has subscribed yet. Pass its address on, or bring a list.</p>
  return (
    <ul class="row">
      {counts.map(({ state, count }) => (
        <li key={state}>
          <strong>{formatNumber('en', count)}</strong> {subscriberStates[state].toLowerCase()}
        </li>
      ))}
    </ul>
  )
}

function Readers({ readers, q }: { readers: SubscriberView[]; q: string }) {
  return (
    <>
      <form method="get" class="row">
        <TextField name="q" type="search" label="Find an address" size="medium" value={q} />
        <Button type="submit" kind="secondary">
          Find
        </Button>
      </form>
      <DataTable
        caption={readers.length === shown ? `The latest ${shown}` : 'The latest first'}
        columns={[
          { key: 'address', label: 'Address', cell: ({ address }) => address || '(forgotten)' },
          { key: 'state', label: 'State', cell: ({ state }) => subscriberStates[state] },
          { key: 'basis', label: 'How we came by it', cell: ({ basis }) => basis },
          { key: 'asked', label: 'Since', cell: ({ askedAt }) => formatInstant('en', askedAt) },
        ]}
        rows={readers}
        keyOf={({ id }) => id}
        whenEmpty="Nobody meets this."
      />
    </>
  )
}

function Import({ state: { values, problem } }: { state: FormState }) {
  return (
    <section aria-labelledby="bring" class="stack">
      <h2 id="bring">Bring a list</h2>
      <p>
        Each address gets one letter that asks whether it wants this. Nobody is added who does not answer it, nobody is
        asked who has left.
      </p>
      <form method="post" enctype="multipart/form-data" class="stack">
        <TextField
          name="basis"
          label="Where and when these people asked to be written to"
          hint="They read it in the letter, such as: you signed up at our booth in Tulsa on May 3, 2026"
          value={String(values.basis ?? '')}
          error={problem?.fields.basis}
        />
        <FileField
          name="file"
          label="List as CSV"
          isRequired={false}
          accept=".csv,text/csv"
          error={problem?.fields.file}
        />
        <TextArea
          name="rows"
          label="Or paste it"
          isRequired={false}
          rows={5}
          hint="One address to a line, or columns named email, language, state. Up to 2,000 rows."
          value={String(values.rows ?? '')}
          error={problem?.fields.rows}
        />
        <Button type="submit">Ask them</Button>
      </form>
    </section>
  )
}

function ImportedPage({ list, report }: { list: NewsletterView; report: ImportReport }) {
  return (
    <FormPage title="The letters are on their way" problem={undefined}>
      <ul>
        <li>{plural('en', report.asked, 'address was asked', 'addresses were asked')}.</li>
        <li>{plural('en', report.known, 'was known', 'were known')} and left alone.</li>
        <li>{plural('en', report.silent, 'is', 'are')} not to be written to.</li>
        <li>{plural('en', report.unreadable.length, 'row was', 'rows were')} no address.</li>
      </ul>
      {report.unreadable.length > 0 && (
        <ul>
          {report.unreadable.slice(0, shown).map((row) => (
            <li key={row}>{row}</li>
          ))}
        </ul>
      )}
      <p>
        <a href={`${newsletterDeskPath(list.id)}/subscribers`}>Subscribers</a>
      </p>
    </FormPage>
  )
}
