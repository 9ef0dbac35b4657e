import { z } from 'zod'
import { allow, findAccountOf, form, routes, type Viewer } from '#kernel/access'
import {
  askErasureFor,
  coolingDays,
  type ErasureView,
  listBodyHeld,
  listErasuresOf,
  reasonGiven,
  stopErasureAsStaff,
} from '#kernel/erasures'
import { getKnownProfile } from '#kernel/profiles'
import type { Config } from '#platform/config'
import { type Routes, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { Button, Notice, SelectField, TextArea } from '#ui'
import { bodiesFor } from '../workspace/parts.tsx'
import { Held } from './held.tsx'
import { DeedPage, typed } from './parts.tsx'

/** Staff begin the erasure of somebody who has no account and asked for it; it reaches what their body holds. */
export const erasingPages = (config: Config): Routes<Viewer> =>
  routes({
    '/desk/people/:id/erasure': form(
      reasonGiven,
      async ({ db, viewer, params, form: { values, problem } }) => {
        allow(viewer, 'people.person.erase')
        const profile = await getKnownProfile(db, params.id ?? '')
        const known = new Set(profile.bodies.map((body) => body.id))
        const bodies = (await bodiesFor(db, viewer, 'people.person.erase')).filter((body) => known.has(body.id))
        const bodyId = bodies.find((body) => body.id === typed(values, 'bodyId'))?.id ?? bodies[0]?.id
        const account = await findAccountOf(db, profile.personId)
        const open = await listErasuresOf(db, profile.personId)
        return (
          <DeedPage
            title="Erase a person"
            lede={`At their request, ${coolingDays} days after you begin it. The addresses on their card get a notice with a way to stop it. It reaches what your body holds; whoever no body knows any more is gone whole.`}
            problem={problem}
          >
            {open.map((erasure) => (
              <Waiting key={erasure.id} erasure={erasure} personId={profile.personId} />
            ))}
            {account ? (
              <Notice kind="info" title="This person signs in here">
                <p>Ask them to do it on their own page: there they see first what goes.</p>
              </Notice>
            ) : (
              bodyId && (
                <>
                  <Held
                    note="In the words that people read on their own page."
                    held={await listBodyHeld(db, { personId: profile.personId, bodyId })}
                  />
                  <form method="post" class="stack">
                    {bodies.length === 1 ? (
                      <input type="hidden" name="bodyId" value={bodyId} />
                    ) : (
                      <SelectField
                        name="bodyId"
                        label="Body"
                        value={bodyId}
                        options={bodies.map((body) => ({ value: body.id, label: body.name }))}
                      />
                    )}
                    <TextArea
                      name="reason"
                      label="Who asked, how and when"
                      hint="Kept until it is done, then erased with the rest."
                      value={typed(values, 'reason')}
                      error={problem?.fields.reason}
                      rows={3}
                    />
                    <Button type="submit" kind="danger">
                      Begin the erasure
                    </Button>
                  </form>
                </>
              )
            )}
            <p>
              <a href={`/desk/people/${profile.personId}`}>Back to the person</a>
            </p>
          </DeedPage>
        )
      },
      async ({ db, actor, params, input, clock }) => {
        const personId = params.id ?? ''
        await askErasureFor(db, actor, { ...input, personId, publicUrl: config.publicUrl, now: clock.now() })
        return redirect(`/desk/people/${personId}/erasure`)
      },
    ),

    'POST /desk/people/erasures/stop': form(
      z.object({ id: z.string().max(60), person: z.string().max(60) }),
      async () => redirect('/desk/people'),
      async ({ db, actor, input, clock }) => {
        await stopErasureAsStaff(db, actor, { id: input.id, now: clock.now() })
        return redirect(`/desk/people/${encodeURIComponent(input.person)}`)
      },
    ),
  })

function Waiting({ erasure, personId }: { erasure: ErasureView; personId: string }) {
  return (
    <Notice kind="warning" title={`${erasure.bodyName ?? 'A body'} is going to forget this person`}>
      <p>
        Begun {formatInstant('en', erasure.askedAt)}. It happens after {formatInstant('en', erasure.effectiveAt)}.
      </p>
      <form method="post" action="/desk/people/erasures/stop">
        <input type="hidden" name="id" value={erasure.id} />
        <input type="hidden" name="person" value={personId} />
        <Button type="submit" kind="secondary">
          Stop it
        </Button>
      </form>
    </Notice>
  )
}
