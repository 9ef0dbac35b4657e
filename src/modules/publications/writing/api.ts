import { z } from 'zod'
import { deedEndpoint, routes, type Viewer } from '#kernel/access'
import type { Routes } from '#platform/http'
import { accepted, joined, presence, rested, written } from './schema.ts'
import { joinWriting, restWriting, showPresence, writeTogether } from './write.ts'

export const writingApi: Routes<Viewer> = routes({
  'POST /api/v1/editions/:id/writing': deedEndpoint(
    { summary: 'Enter the room in which a draft is written together', input: z.object({}), returns: joined },
    ({ db, actor, params, clock }) => joinWriting(db, actor, { editionId: params.id ?? '', at: clock.now() }),
  ),

  'POST /api/v1/editions/:id/writing/updates': deedEndpoint(
    { summary: 'Write into a draft: one update of Yjs', input: written, returns: accepted },
    async ({ db, actor, params, input, clock }) => ({
      number: await writeTogether(db, actor, {
        ...{ editionId: params.id ?? '', at: clock.now() },
        update: new Uint8Array(Buffer.from(input.update, 'base64')),
      }),
    }),
  ),

  'POST /api/v1/editions/:id/writing/rest': deedEndpoint(
    { summary: 'Make what was written together a revision', input: z.object({}), returns: rested },
    async ({ db, actor, params, clock }) => ({
      revision: await restWriting(db, actor, { editionId: params.id ?? '', at: clock.now() }),
    }),
  ),

  'POST /api/v1/editions/:id/writing/presence': deedEndpoint(
    { summary: 'Show those who write a draft where one’s cursor stands', input: presence, returns: z.object({}) },
    async ({ db, actor, params, input }) => {
      await showPresence(db, actor, { ...input, editionId: params.id ?? '' })
      return {}
    },
  ),
})
