import { z } from 'zod'
import { allow, form, routes, type Viewer } from '#kernel/access'
import type { BodyView } from '#kernel/bodies'
import {
  BulkPage,
  beginBulk,
  discardBulk,
  doingIn,
  getBulk,
  listBulk,
  listBulkRows,
  listTagsInUse,
  newBulk,
  planBulk,
  undoBulk,
} from '#kernel/bulk'
import { exportPeople } from '#kernel/contacts'
import { listPeopleIds } from '#kernel/profiles'
import type { Reader } from '#platform/db'
import { Page, type Routes, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import { Button, DataTable, PageHeader } from '#ui'
import { DeedPage } from '../account/parts.tsx'
import { BulkFields, bulkWords, inWords } from './bulk-parts.tsx'
import { bodiesFor } from './parts.tsx'
import { listQuery, wantedIn } from './people-query.ts'

const home = '/desk/people/bulk'
const firstRows = 20

/** Whom somebody chose on the list of people: those ticked, or all that its question finds. */
const chosen = z.object({
  personIds: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((ids) => [ids].flat().filter(Boolean)),
  all: z.literal('yes').optional(),
  question: z.string().max(1000).default(''),
})
type Chosen = z.output<typeof chosen>

const idsOf = (db: Reader, { all, question, personIds }: Chosen): Promise<string[]> | string[] =>
  all ? listPeopleIds(db, wantedIn(listQuery.parse(Object.fromEntries(new URLSearchParams(question))))) : personIds

/** One deed on many people: chosen, shown before it is done, done in one go, and for a month undone exactly. */
export const bulkPages: Routes<Viewer> = routes({
  [home]: form(
    newBulk.and(chosen),
    async ({ db, viewer, form: { values, problem } }) => {
      allow(viewer, 'people.person.change')
      const bodies = await bodiesFor(db, viewer, 'people.person.change')
      return problem ? (
        <AgainPage bodies={bodies} tags={await listTagsInUse(db)} values={values} problem={problem} />
      ) : (
        <ListPage actions={await listBulk(db, { limit: 100 })} />
      )
    },
    async ({ db, actor, input, clock }) => {
      allow(actor, 'people.person.change')
      const personIds = await idsOf(db, input)
      return redirect(`${home}/${await planBulk(db, actor, { ...input, personIds, at: clock.now() })}`)
    },
  ),

  [`POST ${home}/export`]: form(
    chosen.extend({ bodyId: z.string().min(1, 'Choose the body').max(60) }),
    async () => redirect('/desk/people'),
    async ({ db, actor, input, clock }) => {
      allow(actor, 'people.person.export')
      const ids = await idsOf(db, input)
      const id = await exportPeople(db, actor, { bodyId: input.bodyId, search: '', ids, at: clock.now() })
      return redirect(`/desk/people/export/${id}`)
    },
  ),

  [`${home}/:id`]: form(
    z.object({ deed: z.enum(['begin', 'undo', 'discard'], 'Say what to do') }),
    async ({ db, viewer, params, form: { problem } }) => {
      allow(viewer, 'people.person.change')
      const action = await getBulk(db, params.id ?? '')
      const rows = await listBulkRows(db, { actionId: action.id, limit: firstRows })
      const left = await listBulkRows(db, { actionId: action.id, states: ['skipped', 'refused'], limit: 500 })
      return <BulkPage title={inWords(action)} words={bulkWords} {...{ action, rows, left, problem }} />
    },
    async ({ db, actor, params, input, clock }) => {
      allow(actor, 'people.person.change')
      const asked = { id: params.id ?? '', at: clock.now() }
      if (input.deed === 'discard') {
        await discardBulk(db, actor, asked)
        return redirect('/desk/people')
      }
      if (input.deed === 'begin') await beginBulk(db, actor, asked)
      else await undoBulk(db, actor, asked)
      return redirect(`${home}/${asked.id}`)
    },
  ),
})

/** What was wrong, with everybody who was chosen still chosen. */
function AgainPage(props: {
  bodies: BodyView[]
  tags: string[]
  values: Record<string, string | string[]>
  problem: Problem
}) {
  const { values } = props
  const hidden = ['all', 'question', 'personIds'].flatMap((name) =>
    [values[name] ?? []].flat().map((value) => ({ name, value })),
  )
  return (
    <DeedPage title="Change the chosen people" problem={props.problem}>
      <form method="post" action={home} class="stack">
        {hidden.map(({ name, value }) => (
          <input type="hidden" name={name} value={value} key={`${name} ${value}`} />
        ))}
        <BulkFields {...props} />
        <Button type="submit">Show what will change</Button>
      </form>
    </DeedPage>
  )
}

function ListPage({ actions }: { actions: Awaited<ReturnType<typeof listBulk>> }) {
  return (
    <Page title="Changes to many people" robots="noindex">
      <div class="wrap page-reading deed">
        <PageHeader
          title="Changes to many people"
          lede="Choose people on the list, then what to do with them. You see it before it is done."
          actions={<a href="/desk/people">Choose people</a>}
        />
        <DataTable
          caption="Changes, newest first"
          isCaptionHidden
          columns={[
            { key: 'what', label: 'What', cell: (each) => <a href={`${home}/${each.id}`}>{inWords(each)}</a> },
            { key: 'when', label: 'When', cell: (each) => formatInstant('en', each.plannedAt) },
            { key: 'body', label: 'Body', cell: (each) => each.bodyName },
            { key: 'state', label: 'How it stands', cell: (each) => doingIn(each) },
          ]}
          rows={actions}
          keyOf={(each) => each.id}
          whenEmpty="Nothing yet."
        />
      </div>
    </Page>
  )
}
