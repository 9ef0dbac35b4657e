import { z } from 'zod'
import { allow, download, form, routes, type Viewer } from '#kernel/access'
import { toLongCsv } from '#platform/csv'
import type { Reader } from '#platform/db'
import { type FormState, type Routes, redirect } from '#platform/http'
import { formatInstant, plural } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Button, DataTable, DateField, Notice, RadioGroup, SelectField, TextArea, TextField } from '#ui'
import { countReached, listInvalidations, listModerated } from '../signatures/read.ts'
import { type Conditions, conditions, invalidation, type ModeratedView } from '../signatures/schema.ts'
import { invalidateSignatures, undoInvalidation } from '../signatures/write.ts'
import { FormPage } from '../works/pages/draft.tsx'
import { getDraft } from '../works/read.ts'
import { draftPath, type EditionView } from '../works/schema.ts'
import { findLetter } from './read.ts'
import { isOpen } from './rules.ts'
import { federalRules, type LetterView, letterDeed, sortRules } from './schema.ts'
import { closeLetter, openLetter } from './write.ts'

const shown = 200
const everybody: Conditions = { name: '', domain: '', from: '', to: '' }
const optionsOf = (of: Record<string, string>) => Object.entries(of).map(([value, label]) => ({ value, label }))

/** A letter on the desk: its terms, who asked to sign, and what was taken out. Named by an edition, as drafts are. */
export const letterPages = (publicUrl: string): Routes<Viewer> =>
  routes({
    '/desk/works/:id/letter': form(
      letterDeed,
      async ({ db, viewer, params, clock, form: state }) => {
        const edition = await getDraft(db, viewer, params.id ?? '')
        allow(viewer, 'publications.letter.open', { bodyId: edition.bodyId })
        const letter = await findLetter(db, edition.workId)
        return <LetterPage edition={edition} letter={letter} publicUrl={publicUrl} now={clock.now()} state={state} />
      },
      async ({ db, actor, params, input, clock }) => {
        const edition = await getDraft(db, actor, params.id ?? '')
        const at = clock.now()
        if (input.deed === 'terms') await openLetter(db, actor, { edition, terms: input, at })
        else await closeLetter(db, actor, { edition, isClosed: input.deed === 'close', at })
        return redirect(`/desk/works/${params.id}/letter`)
      },
    ),

    '/desk/works/:id/signatures': form(
      invalidation,
      async ({ db, viewer, params, query, form: state }) => {
        const { edition, letter } = await letterOf(db, viewer, params.id ?? '')
        const given = conditions.safeParse({ ...query, ...state.values })
        const wanted = given.success ? given.data : everybody
        const reached = given.success ? await countReached(db, letter, wanted) : undefined
        return (
          <FormPage
            title={`Signatures of “${edition.title}”`}
            lede={`${plural('en', letter.signed, 'name stands', 'names stand')} under the text as it is.`}
            problem={state.problem}
          >
            <p class="row">
              <a href={`/desk/works/${edition.id}/letter`}>Terms</a>
              <a href={`/desk/works/${edition.id}/signatures.csv`}>All as CSV</a>
              <a href={draftPath(edition.id)}>The draft</a>
            </p>
            <Moderated rows={await listModerated(db, viewer, { letter, wanted, most: shown })} letter={letter} />
            <Invalidate wanted={wanted} reached={reached} state={state} />
            <Invalidations edition={edition} list={await listInvalidations(db, letter)} />
          </FormPage>
        )
      },
      async ({ db, actor, params, input, clock }) => {
        const { letter } = await letterOf(db, actor, params.id ?? '')
        const { reason, deed, ...wanted } = input
        if (deed === 'preview') {
          db.unaudited('only looked at')
          return redirect(`/desk/works/${params.id}/signatures?${new URLSearchParams(wanted)}#invalidate`)
        }
        await invalidateSignatures(db, actor, { letter, wanted: conditions.parse(wanted), reason, at: clock.now() })
        return redirect(`/desk/works/${params.id}/signatures`)
      },
    ),

    '/desk/works/:id/signatures/undo/:invalidation': form(
      z.object({}),
      async ({ db, viewer, params }) =>
        redirect(`${draftPath((await getDraft(db, viewer, params.id ?? '')).id)}/signatures`),
      async ({ db, actor, params, clock }) => {
        const { letter } = await letterOf(db, actor, params.id ?? '')
        await undoInvalidation(db, actor, { letter, id: params.invalidation ?? '', at: clock.now() })
        return redirect(`/desk/works/${params.id}/signatures`)
      },
    ),

    '/desk/works/:id/signatures.csv': download(z.object({}), async ({ db, viewer, params }) => {
      const { letter } = await letterOf(db, viewer, params.id ?? '')
      const rows = await listModerated(db, viewer, { letter, wanted: everybody, most: 1_000_000 })
      const columns = ['name', 'title', 'capacity', 'state', 'confirmed_at', 'address', 'names_alike']
      const cells = rows.map((row) => [
        ...[row.name, row.title, row.capacity, row.state, row.confirmedAt?.toISOString() ?? '', row.address, row.alike],
      ])
      return async () =>
        new Response(await toLongCsv(columns, cells), {
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': 'attachment; filename="signatures.csv"',
          },
        })
    }),
  })

async function letterOf(db: Reader, viewer: Viewer, id: string): Promise<{ edition: EditionView; letter: LetterView }> {
  const edition = await getDraft(db, viewer, id)
  allow(viewer, 'publications.letter.moderate', { bodyId: edition.bodyId })
  const letter = await findLetter(db, edition.workId)
  if (!letter) throw notFound('publications.letter.unknown', 'This work was not opened for signing.')
  return { edition, letter }
}

function LetterPage(props: {
  edition: EditionView
  letter: LetterView | undefined
  publicUrl: string
  now: Date
  state: FormState
}) {
  const { edition, letter, publicUrl, now, state } = props
  const typed = (name: keyof LetterView, otherwise: string) => String(state.values[name] ?? letter?.[name] ?? otherwise)
  return (
    <FormPage title={`Signing “${edition.title}”`} problem={state.problem}>
      <p>
        <a href={draftPath(edition.id)}>Back to the draft</a>
      </p>
      {letter && (
        <Notice kind="info" title={isOpen(letter, now) ? 'Open for signing' : 'Closed'}>
          <p>
            {plural('en', letter.signed, 'name stands', 'names stand')} under it.{' '}
            <a href={`/desk/works/${edition.id}/signatures`}>Signatures</a>
          </p>
          <p>
            Whoever has this address may read and sign, also before it is published:{' '}
            <code>{`${publicUrl}/letters/${letter.code}`}</code>
          </p>
        </Notice>
      )}
      <form method="post" class="stack">
        <RadioGroup
          name="who"
          label="Who may sign"
          value={typed('who', 'anybody')}
          options={[
            { value: 'anybody', label: 'Anybody: the page of the letter has a button' },
            { value: 'invited', label: 'Whoever is sent the address' },
          ]}
        />
        <RadioGroup
          name="federal"
          label="Employees of the federal government"
          value={typed('federal', 'anybody')}
          hint="As your counsel has said. Signers are asked, and their answer is not kept."
          options={optionsOf(federalRules)}
        />
        <SelectField
          name="sortedBy"
          label="Order of the names"
          value={typed('sortedBy', 'time')}
          options={optionsOf(sortRules)}
        />
        <DateField
          name="closesOn"
          label="Last day"
          isRequired={false}
          value={String(state.values.closesOn ?? '')}
          error={state.problem?.fields.closesOn}
        />
        <p class="row">
          <Button type="submit" name="deed" value="terms">
            {letter ? 'Change the terms' : 'Open it for signing'}
          </Button>
          {letter && (
            <Button type="submit" name="deed" value={letter.closedAt ? 'reopen' : 'close'} kind="secondary">
              {letter.closedAt ? 'Take signatures again' : 'Close it'}
            </Button>
          )}
        </p>
      </form>
    </FormPage>
  )
}

const states = { pending: 'Not confirmed', confirmed: 'Confirmed', withdrawn: 'Withdrawn', invalid: 'Taken out' }

function Moderated({ rows, letter }: { rows: ModeratedView[]; letter: LetterView }) {
  return (
    <DataTable
      caption={`The latest ${rows.length}`}
      columns={[
        { key: 'name', label: 'Name', cell: ({ name, title }) => (title ? `${name}, ${title}` : name) },
        { key: 'address', label: 'Address', cell: ({ address }) => address },
        {
          key: 'state',
          label: 'State',
          cell: ({ state, contentHash }) =>
            state === 'confirmed' && !letter.agreedHashes.includes(contentHash) ? 'Of an earlier text' : states[state],
        },
        { key: 'alike', label: 'Names alike', isNumber: true, cell: ({ alike }) => alike || '' },
      ]}
      rows={rows}
      keyOf={({ id }) => id}
      whenEmpty="Nobody meets this."
    />
  )
}

function Invalidate({ wanted, reached, state }: { wanted: Conditions; reached: number | undefined; state: FormState }) {
  const error = (name: string) => state.problem?.fields[name]
  return (
    <section aria-labelledby="invalidate">
      <h2 id="invalidate">Find, and take out many at once</h2>
      <form method="post" class="stack">
        <TextField
          name="name"
          label="Name holds"
          isRequired={false}
          size="medium"
          value={wanted.name}
          error={error('name')}
        />
        <TextField
          name="domain"
          label="Domain of the address"
          isRequired={false}
          size="medium"
          value={wanted.domain}
          error={error('domain')}
        />
        <DateField name="from" label="Asked from" isRequired={false} value={wanted.from} error={error('from')} />
        <DateField name="to" label="Asked until" isRequired={false} value={wanted.to} error={error('to')} />
        <Button type="submit" name="deed" value="preview" kind="secondary">
          Show who meets this
        </Button>
        {reached !== undefined && (
          <>
            <p role="status">{plural('en', reached, 'confirmed signature meets', 'confirmed signatures meet')} this.</p>
            <TextArea
              name="reason"
              label="Reason"
              rows={2}
              isRequired={false}
              value={String(state.values.reason ?? '')}
              error={error('reason')}
            />
            <Button type="submit" name="deed" value="invalidate" kind="danger">
              Take them out
            </Button>
          </>
        )}
      </form>
    </section>
  )
}

function Invalidations({
  edition,
  list,
}: {
  edition: EditionView
  list: Awaited<ReturnType<typeof listInvalidations>>
}) {
  if (list.length === 0) return null
  return (
    <section aria-labelledby="taken-out">
      <h2 id="taken-out">Taken out</h2>
      <ul class="entry-list">
        {list.map((each) => (
          <li key={each.id}>
            <p>
              {plural('en', each.count, 'signature', 'signatures')}, {formatInstant('en', each.doneAt)}: {each.reason}
            </p>
            {each.undoneAt ? (
              <p class="quiet">Brought back {formatInstant('en', each.undoneAt)}</p>
            ) : (
              <form method="post" action={`/desk/works/${edition.id}/signatures/undo/${each.id}`}>
                <Button type="submit" kind="secondary">
                  Bring them back
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
