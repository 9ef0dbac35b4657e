import { z } from 'zod'
import { form, routes, type Viewer } from '#kernel/access'
import type { BodyView } from '#kernel/bodies'
import {
  allowKeeping,
  bringViewBack,
  changeView,
  getView,
  keptDays,
  listCountedViews,
  listViews,
  newView,
  placeOf,
  removeView,
  saveView,
  type ViewView,
  viewName,
} from '#kernel/views'
import { Page, type Routes, redirect } from '#platform/http'
import { formatNumber } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Button, DataTable, PageHeader, SectionHeading, SelectField, TextField } from '#ui'
import { DeedPage, typed } from '../account/parts.tsx'
import { bodiesFor } from './parts.tsx'

const home = '/desk/views'
const change = z.object({ name: viewName, bodyId: z.string().max(60).default('') })

/** Questions that somebody keeps under a name, alone or with the staff of a body. */
export const viewPages: Routes<Viewer> = routes({
  [home]: form(
    z.object({ id: z.string().max(60), deed: z.enum(['remove', 'return'], 'Say what to do with this view') }),
    async ({ db, viewer }) => {
      allowKeeping(viewer)
      const views = await listCountedViews(db, viewer)
      const removed = (await listViews(db, viewer, { isRemoved: true })).filter(({ isOwn }) => isOwn)
      return (
        <Page title="Saved views" robots="noindex">
          <div class="wrap page-reading deed">
            <PageHeader
              title="Saved views"
              lede="Questions to the lists of the desk. Each count is of now, and of what you may see."
            />
            <ViewTable views={views} />
            {removed.length > 0 && (
              <>
                <SectionHeading title="Taken away" note={`They are forgotten after ${keptDays} days.`} />
                <ul class="entry-list">
                  {removed.map(({ id, name }) => (
                    <li key={id} class="notice-line">
                      <div>
                        <p>{name}</p>
                      </div>
                      <form method="post">
                        <input type="hidden" name="id" value={id} />
                        <Button type="submit" name="deed" value="return" kind="quiet" isSmall>
                          Bring it back
                        </Button>
                      </form>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
        </Page>
      )
    },
    async ({ db, actor, input, clock }) => {
      if (input.deed === 'remove') await removeView(db, actor, { id: input.id, at: clock.now() })
      else await bringViewBack(db, actor, { id: input.id })
      return redirect(home)
    },
  ),

  [`${home}/new`]: form(
    newView,
    async ({ db, viewer, form: { values, problem } }) => {
      allowKeeping(viewer)
      const place = placeOf(viewer, typed(values, 'place'))
      if (!place) throw notFound('views.place.unknown', 'There is no such list.')
      return (
        <DeedPage
          title="Keep this view"
          lede={`${place.label}, as you have narrowed the list. It opens at the same address again, and your desk shows how many there are.`}
          problem={problem}
        >
          <form method="post" class="stack">
            <input type="hidden" name="place" value={place.name} />
            <input type="hidden" name="question" value={typed(values, 'question')} />
            <TextField name="name" label="Name" value={typed(values, 'name')} error={problem?.fields.name} />
            <ShareField
              bodies={await bodiesFor(db, viewer, 'views.view.share')}
              value={typed(values, 'bodyId')}
              error={problem?.fields.bodyId}
            />
            <Button type="submit">Keep it</Button>
          </form>
        </DeedPage>
      )
    },
    async ({ db, actor, input, clock }) => {
      await saveView(db, actor, { ...input, at: clock.now() })
      return redirect(home)
    },
  ),

  [`${home}/:id`]: form(
    change,
    async ({ db, viewer, params, form: { values, problem } }) => {
      allowKeeping(viewer)
      const view = await getView(db, viewer, params.id ?? '')
      return (
        <DeedPage title={view.name} lede={view.placeLabel} problem={problem}>
          <p>
            <a href={view.href}>Open it</a>
          </p>
          {view.isOwn ? (
            <form method="post" class="stack">
              <TextField
                name="name"
                label="Name"
                value={typed(values, 'name', view.name)}
                error={problem?.fields.name}
              />
              <ShareField
                bodies={await bodiesFor(db, viewer, 'views.view.share')}
                value={typed(values, 'bodyId', view.bodyId ?? '')}
                error={problem?.fields.bodyId}
              />
              <Button type="submit">Save</Button>
            </form>
          ) : (
            <p class="quiet">{`Shared with the staff of ${view.bodyName}. Only whoever keeps it may change it.`}</p>
          )}
        </DeedPage>
      )
    },
    async ({ db, actor, params, input }) => {
      await changeView(db, actor, { ...input, id: params.id ?? '' })
      return redirect(home)
    },
  ),
})

function ShareField(props: { bodies: BodyView[]; value: string; error: string | undefined }) {
  if (props.bodies.length === 0) return null
  return (
    <SelectField
      name="bodyId"
      label="Who sees it"
      value={props.value}
      error={props.error}
      options={[
        { value: '', label: 'Only you' },
        ...props.bodies.map(({ id, name }) => ({ value: id, label: `You and the staff of ${name}` })),
      ]}
    />
  )
}

type Counted = ViewView & { count: number }

function ViewTable({ views }: { views: Counted[] }) {
  return (
    <DataTable
      caption="Saved views"
      isCaptionHidden
      columns={[
        { key: 'name', label: 'View', cell: (view) => <a href={view.href}>{view.name}</a> },
        { key: 'place', label: 'List', cell: (view) => view.placeLabel },
        { key: 'count', label: 'Now', isNumber: true, cell: (view) => formatNumber('en', view.count) },
        {
          key: 'who',
          label: 'Who sees it',
          cell: (view) => (view.bodyName ? `Staff of ${view.bodyName}` : 'Only you'),
        },
        {
          key: 'deeds',
          label: 'Change',
          cell: (view) =>
            view.isOwn ? (
              <form method="post" class="row">
                <input type="hidden" name="id" value={view.id} />
                <a href={`${home}/${view.id}`}>Rename or share</a>
                <Button type="submit" name="deed" value="remove" kind="quiet" isSmall>
                  Take away
                </Button>
              </form>
            ) : (
              <span class="quiet">Kept by somebody else</span>
            ),
        },
      ]}
      rows={views}
      keyOf={(view) => view.id}
      whenEmpty="None yet. Narrow a list of the desk, then keep it under a name."
    />
  )
}

/** On the desk: each view with how many there are now. */
export function DeskViews({ views }: { views: Counted[] }) {
  if (views.length === 0) return null
  return (
    <section aria-labelledby="views">
      <SectionHeading title="Saved views" id="views" action={<a href={home}>Change</a>} />
      <ul class="plain-list">
        {views.map((view) => (
          <li key={view.id}>
            <a href={view.href}>{view.name}</a>{' '}
            <span class="quiet">{`${formatNumber('en', view.count)} in ${view.placeLabel}`}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
