import { z } from 'zod'
import { beginSession, form, page, routes, type Viewer } from '#kernel/access'
import { Page, type Routes, redirect } from '#platform/http'
import { Button, Notice, PageHeader } from '#ui'
import { readPersonas } from './samples.ts'

/** Sign in as an invented person. A site that others reach never mounts this table (see router.ts). */
export const personaPages = (): Routes<Viewer> => {
  const personas = readPersonas()
  return routes({
    '/sign-in/personas': page(async () => (
      <Page title="Sample people" robots="noindex">
        <div class="wrap page-narrow">
          <PageHeader title="Sign in as a sample person" />
          <Notice kind="sample" title="Sample">
            <p>
              Invented people, on a site of this machine alone. On a site that others reach this page does not exist.
            </p>
          </Notice>
          <ul class="entry-list">
            {personas.map((persona) => (
              <li key={persona.id}>
                <form method="post" action="/sign-in/personas/session" class="row">
                  <input type="hidden" name="id" value={persona.id} />
                  <span>
                    <strong>{persona.name}</strong>: {persona.says}
                  </span>
                  <Button type="submit" kind="secondary" isSmall>
                    Sign in
                  </Button>
                </form>
              </li>
            ))}
          </ul>
        </div>
      </Page>
    )),
    'POST /sign-in/personas/session': form(
      z.object({
        id: z.enum(personas.map((persona) => persona.id) as [string, ...string[]], 'There is no such sample person'),
      }), // at least one persona is read
      async () => redirect('/sign-in/personas'),
      async ({ db, input, clock, device }) => {
        const session = await beginSession(db, { accountId: input.id, how: 'persona', device, now: clock.now() })
        return { redirect: '/me', session }
      },
    ),
  })
}
