import { z } from 'zod'
import { endpoint, routes } from '#kernel/access'
import { listStatements } from '#kernel/claims'
import { getEngagement } from './read.ts'
import { type EngagementShape, type EngagementView, engagementShape, knownAtInstant } from './schema.ts'

const claim = z.object({
  id: z.string(),
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
  rank: z.enum(['preferred', 'normal', 'deprecated']),
  validFrom: z.string(),
  validTo: z.string(),
  recordedAt: z.iso.datetime(),
  retractedAt: z.iso.datetime().nullable(),
  retractedReason: z.string().nullable(),
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
      returns: engagementShape.extend({ claims: z.array(claim) }),
    },
    async ({ db, viewer, params, query, url }) => {
      const id = params.id ?? ''
      const engagement = await getEngagement(db, viewer, { id, knownAt: query.knownAt })
      const statements = await listStatements(db, { subjectKind: 'engagement', subjectId: id })
      return {
        ...toEngagementShape(engagement, url.origin),
        claims: statements.map((said) => ({
          id: said.id,
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
          rank: said.rank,
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
