import { z } from 'zod'
import { allow, bodiesOf, form, mayDo, routes, type Viewer } from '#kernel/access'
import { type BodyView, listBodies } from '#kernel/bodies'
import { BulkPage, doingIn } from '#kernel/bulk'
import type { Reader } from '#platform/db'
import { Page, type Routes, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import { Breadcrumbs, Button, DataTable, PageHeader, ProblemSummary } from '#ui'
import { listIdsAsked } from '../../organizations/read.ts'
import { organizationsAsked } from '../../organizations/schema.ts'
import { getBulk, listBulk, listBulkRows, listTagsInUse } from '../read.ts'
import { inWords } from '../rules.ts'
import { type BulkView, type Chosen, chosen, newBulk } from '../schema.ts'
import { beginBulk, discardBulk, planBulk, undoBulk } from '../write.ts'
import { BulkFields, bulkWords } from './parts.tsx'

const home = '/desk/organizations/bulk'
const list = '/desk/organizations'
const permission = 'atlas.organization.sort'
const firstRows = 20

/** Bodies for which this viewer may sort organizations. */
export const bodiesSorting = async (db: Reader, viewer: Viewer): Promise<BodyView[]> =>
  (await listBodies(db)).filter(({ id }) => bodiesOf(viewer).includes(id) && mayDo(viewer, permission, { bodyId: id }))

const idsOf = (db: Reader, viewer: Viewer, { all, question, organizationIds }: Chosen): Promise<string[]> | string[] =>
  all
    ? listIdsAsked(db, viewer, organizationsAsked.parse(Object.fromEntries(new URLSearchParams(question))))
    : organizationIds

/** One deed on many organizations: chosen, shown before it is done, done in one go, and for a month undone exactly. */
export const bulkPages: Routes<Viewer> = routes({
  [home]: form(
    newBulk.and(chosen),
    async ({ db, viewer, form: { values, problem } }) => {
      allow(viewer, permission)
      const bodies = await bodiesSorting(db, viewer)
      return problem ? (
        <AgainPage bodies={bodies} tags={await listTagsInUse(db)} values={values} problem={problem} />
      ) : (
        <ListPage actions={await listBulk(db, { limit: 100 })} />
      )
    },
    async ({ db, actor, input, clock }) => {
      allow(actor, permission)
      const organizationIds = await idsOf(db, actor, input)
      return redirect(`${home}/${await planBulk(db, actor, { ...input, organizationIds, at: clock.now() })}`)
    },
  ),

  [`${home}/:id`]: form(
    z.object({ deed: z.enum(['begin', 'undo', 'discard'], 'Say what to do') }),
    async ({ db, viewer, params, form: { problem } }) => {
      allow(viewer, permission)
      const action = await getBulk(db, params.id ?? '')
      const rows = await listBulkRows(db, { actionId: action.id, limit: firstRows })
      const left = await listBulkRows(db, { actionId: action.id, states: ['skipped', 'refused'], limit: 500 })
      return <BulkPage title={inWords(action)} words={bulkWords} {...{ action, rows, left, problem }} />
    },
    async ({ db, actor, params, input, clock }) => {
      allow(actor, permission)
      const asked = { id: params.id ?? '', at: clock.now() }
      if (input.deed === 'discard') {
        await discardBulk(db, actor, asked)
        return redirect(list)
      }
      if (input.deed === 'begin') await beginBulk(db, actor, asked)
      else await undoBulk(db, actor, asked)
      return redirect(`${home}/${asked.id}`)
    },
  ),
})

/** What was wrong, with everything that was chosen still chosen. */
function AgainPage(props: {
  bodies: BodyView[]
  tags: string[]
  values: Record<string, string | string[]>
  problem: Problem
}) {
  const { values, problem } = props
  const hidden = ['all', 'question', 'organizationIds'].flatMap((name) =>
    [values[name] ?? []].flat().map((value) => ({ name, value })),
  )
  return (
    <Page title="Change the chosen organizations" robots="noindex">
      <div class="wrap page-narrow deed">
        <Breadcrumbs items={[{ href: list, label: 'Organizations' }, { label: 'Change the chosen' }]} />
        <PageHeader title="Change the chosen organizations" />
        <ProblemSummary problem={problem} />
        <form method="post" action={home} class="stack">
          {hidden.map(({ name, value }) => (
            <input type="hidden" name={name} value={value} key={`${name} ${value}`} />
          ))}
          <BulkFields {...props} />
          <Button type="submit">Show what will change</Button>
        </form>
      </div>
    </Page>
  )
}

function ListPage({ actions }: { actions: BulkView[] }) {
  return (
    <Page title="Changes to many organizations" robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs items={[{ href: list, label: 'Organizations' }, { label: 'Changes to many' }]} />
        <PageHeader
          title="Changes to many organizations"
          lede="Choose organizations on the list, then what to do with them. You see it before it is done."
          actions={<a href={list}>Choose organizations</a>}
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
