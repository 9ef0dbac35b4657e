import { allow, form, routes, type Viewer } from '#kernel/access'
import { type Routes, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { Button, DataTable, TextField } from '#ui'
import { FormPage } from '../works/pages/draft.tsx'
import { getLive } from '../works/read.ts'
import { workPath } from '../works/schema.ts'
import { listReservations } from './read.ts'
import { freed, newAddress, newReservation } from './schema.ts'
import { freeAddress, moveWork, reserveAddress } from './write.ts'

export const addressPages: Routes<Viewer> = routes({
  '/desk/works/of/:slug/address': form(
    newAddress,
    async ({ db, viewer, params, form: { values, problem } }) => {
      allow(viewer, 'publications.work.publish')
      const live = await getLive(db, params.slug ?? '')
      allow(viewer, 'publications.work.publish', { bodyId: live.bodyId })
      return (
        <FormPage
          title={`Another address for “${live.title}”`}
          lede={`It stands at ${workPath(live.slug)}, which will lead to the new address for good.`}
          problem={problem}
        >
          <form method="post" class="stack">
            <TextField
              name="slug"
              label="End of the new address"
              value={String(values.slug ?? '')}
              error={problem?.fields.slug}
            />
            <p class="row">
              <Button type="submit">Move it</Button>
              <a href={workPath(live.slug)}>Back to the work</a>
            </p>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      await moveWork(db, actor, { slug: params.slug ?? '', to: input.slug, at: clock.now() })
      return redirect(workPath(input.slug))
    },
  ),

  '/desk/addresses': form(
    newReservation,
    async ({ db, viewer, form: { values, problem } }) => {
      const reservations = await listReservations(db, viewer)
      return (
        <FormPage
          title="Addresses kept for works to come"
          lede="An address can be printed before there is anything at it. Let it go when you begin the work."
          problem={problem}
        >
          <DataTable
            caption="Kept addresses"
            columns={[
              { key: 'slug', label: 'Address', cell: ({ slug }) => workPath(slug) },
              { key: 'reason', label: 'What for', cell: ({ reason }) => reason },
              { key: 'since', label: 'Since', cell: ({ recordedAt }) => formatInstant('en', recordedAt) },
              {
                key: 'free',
                label: 'Let go',
                cell: ({ slug }) => (
                  <form method="post" action="/desk/addresses/freeing">
                    <input type="hidden" name="slug" value={slug} />
                    <Button type="submit" kind="secondary">
                      Let go <span class="visually-hidden">of {slug}</span>
                    </Button>
                  </form>
                ),
              },
            ]}
            rows={reservations}
            keyOf={({ slug }) => slug}
            whenEmpty="None."
          />
          <form method="post" class="stack">
            <TextField
              name="slug"
              label="End of the address"
              value={String(values.slug ?? '')}
              error={problem?.fields.slug}
            />
            <TextField
              name="reason"
              label="What for"
              value={String(values.reason ?? '')}
              error={problem?.fields.reason}
            />
            <Button type="submit">Keep it</Button>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, input, clock }) => {
      await reserveAddress(db, actor, { ...input, at: clock.now() })
      return redirect('/desk/addresses')
    },
  ),

  '/desk/addresses/freeing': form(
    freed,
    async ({ viewer }) => {
      allow(viewer, 'publications.work.publish')
      return redirect('/desk/addresses')
    },
    async ({ db, actor, input }) => {
      await freeAddress(db, actor, input.slug)
      return redirect('/desk/addresses')
    },
  ),
})
