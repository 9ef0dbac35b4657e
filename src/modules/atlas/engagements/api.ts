import { z } from 'zod'
import { endpoint, routes } from '#kernel/access'
import { assemble, citedAs, knownBy, listStatements, type Shown, sidesOf, whyShown } from '#kernel/claims'
import { listDisputes } from '../disputes/read.ts'
import { toDisputeShape } from '../disputes/rules.ts'
import { disputeShape } from '../disputes/schema.ts'
import { getEngagement } from './read.ts'
import { isSeveral } from './rules.ts'
import { type EngagementShape, type EngagementView, engagementShape, knownAtInstant } from './schema.ts'

const claim = z.object({
  id: z.string(),
  citedAs: z
    .string()
    .describe('The id under which downloads cite it: that of its first saying, where an undone import took it back'),
  property: z.string(),
  value: z.string(),
  originalValue: z.string(),
  source: z.object({
    id: z.string(),
    title: z.string(),
    publisher: z.string(),
    address: z.string().nullable(),
    license: z.string(),
  }),
  part: z.string().describe('Where in the source: a cell (RFC 7111) or an address'),
  quote: z.string().nullable(),
  cell: z.string().describe('Address of the statement with the cell it stands in'),
  rank: z.enum(['preferred', 'normal', 'deprecated']),
  rankReason: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string(),
  recordedAt: z.iso.datetime(),
  retractedAt: z.iso.datetime().nullable(),
  retractedReason: z.string().nullable(),
})

/** What shows of one property, by which part of the rule, and on which statements it rests. */
const shownValue = z.object({
  property: z.string(),
  values: z.array(z.string()),
  because: z
    .enum(['nothing', 'alone', 'agreed', 'ranked', 'latest'])
    .describe('Nothing shows; one statement; all agree; by rank; of equal ranks that differ, the one recorded last'),
  statementIds: z.array(z.string()),
  differingIds: z.array(z.string()).describe('Statements that stand and say something else'),
})

const toShownValue = (shown: Shown): z.output<typeof shownValue> => ({
  property: shown.property,
  values: shown.values,
  because: whyShown(shown),
  statementIds: shown.chosen.map(citedAs),
  differingIds: sidesOf(shown).flatMap((each) => (shown.values.includes(each.value) ? [] : [citedAs(each)])),
})

export function toEngagementShape(view: EngagementView, origin: string): EngagementShape {
  return {
    id: view.id,
    address: `${origin}/engagements/${view.id}`,
    title: view.title,
    form: view.form,
    kind: view.kind,
    us: view.us,
    counterparts: view.abroad,
    network: view.networkId ? { id: view.networkId, name: view.networkName ?? view.networkId } : null,
    started: view.started,
    ended: view.ended,
    legalStatus: view.legal,
    recognition: view.recognition,
    activity: view.activity,
    verification: view.verification,
    themes: view.themes,
    sourceKinds: view.sourceKinds,
    hasDocument: view.isDocumented,
    note: view.note,
    knownFrom: view.knownFrom.toISOString(),
    license: view.licence,
    isSample: view.isSample,
  }
}

export const engagementApi = routes({
  'GET /api/v1/engagements/:id': endpoint(
    {
      summary: 'One engagement with every claim behind it',
      query: z.strictObject({ knownAt: knownAtInstant.optional().describe('As known at this day or instant') }),
      returns: engagementShape.extend({
        values: z.array(shownValue),
        disputes: z.array(disputeShape),
        claims: z.array(claim),
      }),
    },
    async ({ db, viewer, params, query, url }) => {
      const id = params.id ?? ''
      const engagement = await getEngagement(db, viewer, { id, knownAt: query.knownAt })
      const said = await listStatements(db, { subjectKind: 'engagement', subjectId: id })
      const statements = knownBy(said, query.knownAt)
      return {
        ...toEngagementShape(engagement, url.origin),
        values: assemble(statements, {}, isSeveral).map(toShownValue),
        disputes: (await listDisputes(db, viewer, { engagementId: id, knownAt: query.knownAt })).map(toDisputeShape),
        claims: statements.map((said) => ({
          id: said.id,
          citedAs: citedAs(said),
          property: said.property,
          value: said.value,
          originalValue: said.originalValue,
          source: {
            id: said.sourceId,
            title: said.sourceTitle,
            publisher: said.sourcePublisher,
            address: said.sourceAddress,
            license: said.sourceLicence,
          },
          part: said.part,
          quote: said.quote,
          cell: `${url.origin}/api/v1/statements/${said.id}`,
          rank: said.rank,
          rankReason: said.rankReason,
          validFrom: said.validFrom,
          validTo: said.validTo,
          recordedAt: said.recordedAt.toISOString(),
          retractedAt: said.retractedAt?.toISOString() ?? null,
          retractedReason: said.retractedReason,
        })),
      }
    },
  ),
})
