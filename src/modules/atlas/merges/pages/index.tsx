import { z } from 'zod'
import { allow, form, mayDo, page, routes, type Viewer } from '#kernel/access'
import { getOrganization, type OrganizationView } from '#kernel/organizations'
import type { Reader } from '#platform/db'
import { Page, type Routes, redirect } from '#platform/http'
import { Breadcrumbs, PageHeader } from '#ui'
import { countEngagementsOf } from '../../profiles/read.ts'
import { findSurvivor, listAlike, listMerges, listNamesOfAll, listParts } from '../read.ts'
import { isOfSpine } from '../rules.ts'
import { mergeAsked, newMerge } from '../schema.ts'
import { mergeOrganizations, undoMerge } from '../write.ts'
import { ChoosePage, type ComparedRecord, ComparePage } from './merge.tsx'
import { MergeTable } from './merged.tsx'

const home = '/desk/organizations'
const shownAlike = 30

/** Two records of one organization made one, and taken apart again. */
export const mergePages: Routes<Viewer> = routes({
  [`${home}/merges`]: page(async ({ db, viewer }) => {
    allow(viewer, 'atlas.organization.read')
    return (
      <Page title="Merged organizations" robots="noindex">
        <div class="wrap page-reading deed">
          <Breadcrumbs items={[{ href: home, label: 'Organizations' }, { label: 'Merged' }]} />
          <PageHeader
            title="Merged organizations"
            lede="Records that are the same organization. Nothing of either is changed by it: taken apart, both are as they were."
          />
          <MergeTable
            merges={await listMerges(db, { limit: 200 })}
            mayMerge={mayDo(viewer, 'atlas.organization.merge')}
          />
        </div>
      </Page>
    )
  }),

  [`POST ${home}/merges/undoing`]: form(
    z.object({ id: z.string().max(60) }),
    async () => redirect(`${home}/merges`),
    async ({ db, actor, input, clock }) => {
      const { goneId } = await undoMerge(db, actor, { id: input.id, at: clock.now() })
      return redirect(`${home}/${goneId}`)
    },
  ),

  [`${home}/:id/merge`]: form(
    newMerge,
    async ({ db, viewer, params, url, form: state }) => {
      allow(viewer, 'atlas.organization.merge')
      const kept = await findSurvivor(db, params.id ?? '')
      if (kept) return redirect(`${home}/${kept.id}`)
      const organization = await getOrganization(db, params.id ?? '')
      const asked = mergeAsked.parse(Object.fromEntries(url.searchParams))
      const named = String(state.values.otherId ?? asked.with)
      const otherId = (await findSurvivor(db, named))?.id ?? named
      if (otherId === organization.id && !state.problem) return redirect(`${home}/${organization.id}#merged`)
      const other = otherId === '' ? undefined : await compared(db, viewer, await getOrganization(db, otherId))
      return other ? (
        <ComparePage one={await compared(db, viewer, organization)} other={other} state={state} />
      ) : (
        <ChoosePage
          organization={organization}
          alike={
            isOfSpine(organization.kind) ? [] : await listAlike(db, organization, { q: asked.q, limit: shownAlike })
          }
          q={asked.q}
        />
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const ids = [params.id ?? '', input.otherId] as const
      const [keptId, goneId] = input.keep === 'this' ? ids : [ids[1], ids[0]]
      await mergeOrganizations(db, actor, { keptId, goneId, reason: input.reason, at: clock.now() })
      return redirect(`${home}/${keptId}#merged`)
    },
  ),
})

const compared = async (db: Reader, viewer: Viewer, organization: OrganizationView): Promise<ComparedRecord> => ({
  organization,
  names: await listNamesOfAll(db, organization.id, await listParts(db, organization.id)),
  ties: await countEngagementsOf(db, viewer, { organizationId: organization.id }),
})
