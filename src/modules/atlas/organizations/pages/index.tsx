import { allow, form, mayDo, page, pageOf, routes, type Viewer } from '#kernel/access'
import { listEntries } from '#kernel/audit'
import { listStatements } from '#kernel/claims'
import { listCardsNaming } from '#kernel/contacts'
import { getOrganization, listOrganizations, listSuccessions } from '#kernel/organizations'
import { listTenures } from '#kernel/people'
import { listConcepts } from '#kernel/topics'
import type { Reader } from '#platform/db'
import { type Routes, redirect } from '#platform/http'
import { bodiesSorting } from '../../bulk/pages/index.tsx'
import { listSortings, listTagsInUse } from '../../bulk/read.ts'
import { listOpenCorrections } from '../../corrections/read.ts'
import { findSurvivor, listMerges, listNamesOfAll, listParts, ofAll, type PartView } from '../../merges/read.ts'
import { countEngagementsOf, listEngagementsOf } from '../../profiles/read.ts'
import { countDeskOrganizations, listDeskOrganizations, listSpellings } from '../read.ts'
import { historyOf } from '../rules.ts'
import {
  type HistoryLine,
  newOrganizationClaim,
  newOrganizationName,
  newSourcedOrganization,
  organizationsAsked,
} from '../schema.ts'
import { addOrganization, claimOfOrganization, nameOrganization } from '../write.ts'
import { AddPage, ClaimPage, NamePage } from './forms.tsx'
import { OrganizationList, pageSize } from './list.tsx'
import { OrganizationPage } from './organization.tsx'

const home = '/desk/organizations'
const shownTies = 50

/** Organizations as staff work with them; what the public sees stands at their public addresses. */
export const organizationPages: Routes<Viewer> = routes({
  [home]: pageOf(organizationsAsked, async ({ db, viewer, query }) => {
    const rows = await listDeskOrganizations(db, viewer, { ...query, limit: pageSize })
    const total = await countDeskOrganizations(db, viewer, query)
    const states = await listOrganizations(db, { kinds: ['state', 'territory', 'district'] })
    const [tags, bodies] = [await listTagsInUse(db), await bodiesSorting(db, viewer)]
    const mayAdd = mayDo(viewer, 'atlas.organization.record')
    return <OrganizationList {...{ query, rows, total, states, tags, bodies, mayAdd }} />
  }),

  [`${home}/new`]: form(
    newSourcedOrganization,
    async ({ viewer, form: state }) => {
      allow(viewer, 'atlas.organization.record')
      return <AddPage state={state} />
    },
    async ({ db, actor, input, clock }) =>
      redirect(`${home}/${await addOrganization(db, actor, { ...input, at: clock.now() })}`),
  ),

  [`${home}/:id`]: page(async ({ db, viewer, params, clock }) => {
    allow(viewer, 'atlas.organization.read')
    const kept = await findSurvivor(db, params.id ?? '')
    if (kept) return redirect(`${home}/${kept.id}`)
    const organization = await getOrganization(db, params.id ?? '')
    const { id } = organization
    const about = { organizationId: id }
    const parts = await listParts(db, id)
    const ids = [id, ...parts.map((part) => part.id)]
    const mayRead = mayDo(viewer, 'audit.entry.read')
    const mayDecide = mayDo(viewer, 'atlas.correction.decide')
    return (
      <OrganizationPage
        organization={organization}
        names={await listNamesOfAll(db, id, parts)}
        sortings={await listSortings(db, ids)}
        merges={await listMerges(db, { organizationId: id, limit: 50 })}
        successions={await ofAll(ids, (each) => listSuccessions(db, each))}
        tenures={await ofAll(ids, (each) => listTenures(db, each))}
        children={await ofAll(ids, (each) => listOrganizations(db, { parentId: each, limit: shownTies }))}
        engagements={await listEngagementsOf(db, viewer, { ...about, limit: shownTies })}
        ties={await countEngagementsOf(db, viewer, about)}
        concepts={await listConcepts(db)}
        people={
          mayDo(viewer, 'people.person.read') ? await listCardsNaming(db, await listSpellings(db, id)) : undefined
        }
        history={await historyOfAll(db, id, parts)}
        entries={mayRead ? await listEntries(db, { subject: `organization:${id}`, limit: 50 }) : undefined}
        corrections={
          mayDecide
            ? await ofAll(ids, (about) => listOpenCorrections(db, viewer, { kind: 'organization', about }))
            : undefined
        }
        mayRecord={mayDo(viewer, 'atlas.organization.record')}
        mayJudge={mayDo(viewer, 'atlas.statement.judge', { recordId: id })}
        mayMerge={mayDo(viewer, 'atlas.organization.merge')}
        now={clock.now()}
      />
    )
  }),

  [`${home}/:id/names/new`]: form(
    newOrganizationName,
    async ({ db, viewer, params, form: state }) => {
      allow(viewer, 'atlas.organization.record')
      return <NamePage organization={await getOrganization(db, params.id ?? '')} state={state} />
    },
    async ({ db, actor, params, input, clock }) => {
      const organizationId = params.id ?? ''
      await nameOrganization(db, actor, { ...input, organizationId, at: clock.now() })
      return redirect(`${home}/${organizationId}#names`)
    },
  ),

  [`${home}/:id/claims/new`]: form(
    newOrganizationClaim,
    async ({ db, viewer, params, form: state }) => {
      allow(viewer, 'atlas.organization.record')
      return <ClaimPage organization={await getOrganization(db, params.id ?? '')} state={state} />
    },
    async ({ db, actor, params, input, clock }) => {
      const organizationId = params.id ?? ''
      await claimOfOrganization(db, actor, { ...input, organizationId, at: clock.now() })
      return redirect(`${home}/${organizationId}`)
    },
  ),
})

/** Claims of an organization and of each record that is part of it, newest first; each shows what its own record said. */
async function historyOfAll(db: Reader, organizationId: string, parts: PartView[]): Promise<HistoryLine[]> {
  const historyOfOne = async (subjectId: string) =>
    historyOf(await listStatements(db, { subjectKind: 'organization', subjectId }))
  const lines = await historyOfOne(organizationId)
  for (const { id, name } of parts) lines.push(...(await historyOfOne(id)).map((line) => ({ ...line, of: name })))
  return lines.sort((a, b) => b.at.getTime() - a.at.getTime())
}
