import { allow, form, mayDo, page, pageOf, routes, type Viewer } from '#kernel/access'
import { listEntries } from '#kernel/audit'
import { listStatements } from '#kernel/claims'
import { listCardsNaming } from '#kernel/contacts'
import { getOrganization, listNames, listOrganizations, listSuccessions } from '#kernel/organizations'
import { listTenures } from '#kernel/people'
import { listConcepts } from '#kernel/topics'
import { type Routes, redirect } from '#platform/http'
import { listOpenCorrections } from '../../corrections/read.ts'
import { countEngagementsOf, listEngagementsOf } from '../../profiles/read.ts'
import { countDeskOrganizations, listDeskOrganizations, listSpellings } from '../read.ts'
import { historyOf } from '../rules.ts'
import { newOrganizationClaim, newSourcedOrganization, organizationsAsked } from '../schema.ts'
import { addOrganization, claimOfOrganization } from '../write.ts'
import { AddPage, ClaimPage } from './forms.tsx'
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
    return <OrganizationList {...{ query, rows, total, states }} mayAdd={mayDo(viewer, 'atlas.organization.record')} />
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
    const organization = await getOrganization(db, params.id ?? '')
    const { id } = organization
    const about = { organizationId: id }
    const mayRead = mayDo(viewer, 'audit.entry.read')
    const mayDecide = mayDo(viewer, 'atlas.correction.decide')
    return (
      <OrganizationPage
        organization={organization}
        names={await listNames(db, id)}
        successions={await listSuccessions(db, id)}
        tenures={await listTenures(db, id)}
        children={await listOrganizations(db, { parentId: id, limit: shownTies })}
        engagements={await listEngagementsOf(db, viewer, { ...about, limit: shownTies })}
        ties={await countEngagementsOf(db, viewer, about)}
        concepts={await listConcepts(db)}
        people={
          mayDo(viewer, 'people.person.read') ? await listCardsNaming(db, await listSpellings(db, id)) : undefined
        }
        history={historyOf(await listStatements(db, { subjectKind: 'organization', subjectId: id }))}
        entries={mayRead ? await listEntries(db, { subject: `organization:${id}`, limit: 50 }) : undefined}
        corrections={mayDecide ? await listOpenCorrections(db, viewer, { kind: 'organization', about: id }) : undefined}
        mayRecord={mayDo(viewer, 'atlas.organization.record')}
        now={clock.now()}
      />
    )
  }),

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
