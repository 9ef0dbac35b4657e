import { allow, mayDo, page, routes, type Viewer } from '#kernel/access'
import { listBodies } from '#kernel/bodies'
import type { ModuleDoor } from '#kernel/doors'
import { listCountedViews, mayKeep } from '#kernel/views'
import { dayOf } from '#platform/clock'
import type { Config } from '#platform/config'
import { Page, type Routes } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { listOutbox } from '#platform/mail'
import { Notice, PageHeader, SearchBox } from '#ui'
import { DeskViews } from '../workspace/views.tsx'
import { Waiting, whatWaits } from '../workspace/waiting.tsx'

const groups = [
  {
    title: 'People and organizations',
    places: [
      { href: '/desk/people', label: 'People', needs: 'people.person.read' },
      { href: '/desk/organizations', label: 'Organizations', needs: 'atlas.organization.read' },
      { href: '/desk/invitations', label: 'Invitations', needs: 'people.person.invite' },
      { href: '/desk/recoveries', label: 'Recoveries', needs: 'access.recovery.vouch' },
    ],
  },
  {
    title: 'Bodies and rights',
    places: [
      { href: '/desk/setup', label: 'Bodies', needs: 'bodies.body.configure' },
      { href: '/desk/rights', label: 'Rights', needs: 'access.right.read' },
      { href: '/desk/transfers', label: 'Transfers', needs: 'bodies.transfer.read' },
      { href: '/desk/log', label: 'Who did what', needs: 'audit.entry.read' },
    ],
  },
]

/** What this person may open, without groups in which there is nothing for them, and what is everybody's own. */
const groupsFor = (viewer: Viewer) => [
  ...groups
    .map(({ title, places }) => ({ title, places: places.filter(({ needs }) => mayDo(viewer, needs)) }))
    .filter(({ places }) => places.length > 0),
  {
    title: 'Yours',
    places: [
      ...(mayKeep(viewer) ? [{ href: '/desk/views', label: 'Saved views' }] : []),
      { href: '/me/notifications', label: 'Notifications' },
      { href: '/me/watches', label: 'What you watch' },
      { href: '/me', label: 'Your page' },
    ],
  },
]

const hasWork = (viewer: Viewer): boolean =>
  mayKeep(viewer) || groups.some(({ places }) => places.some(({ needs }) => mayDo(viewer, needs)))

/** The desk of staff: what waits for a person, and the log of what was done. */
export const deskPages = (modules: ModuleDoor[], config: Config): Routes<Viewer> =>
  routes({
    '/desk': page(async ({ db, viewer, clock }) => {
      const panels = await Promise.all(modules.map((module) => module.panels.desk?.(db, viewer)))
      // Whoever has something to do here: a place of the desk, or a panel of a module.
      if (panels.every((panel) => panel === undefined) && !hasWork(viewer)) allow(viewer, 'audit.entry.read')
      const samples = mayDo(viewer, 'bodies.body.configure')
        ? (await listBodies(db)).filter((body) => body.isSample).length
        : 0
      return (
        <Page title="Desk" robots="noindex">
          <div class="wrap page-reading deed">
            <PageHeader title="Desk" lede={`Signed in as ${viewer.name}.`} />
            {samples > 0 && (
              <Notice kind="sample" title="The bodies of this site are samples">
                <p>
                  <a href="/desk/setup">Say whose site this is</a>
                </p>
              </Notice>
            )}
            {mayDo(viewer, 'people.person.read') && (
              <SearchBox
                action="/desk/search"
                label="Search people and records"
                value=""
                placeholder="A name, a place, a rule"
              />
            )}
            <Waiting tasks={await whatWaits(db, viewer, dayOf(clock.now()))} />
            {panels}
            {mayKeep(viewer) && <DeskViews views={await listCountedViews(db, viewer)} />}
            <nav aria-label="Desk">
              <div class="desk-places">
                {groupsFor(viewer).map(({ title, places }) => (
                  <section key={title}>
                    <h2 class="desk-places-title">{title}</h2>
                    <ul class="plain-list">
                      {places.map(({ href, label }) => (
                        <li key={href}>
                          <a href={href}>{label}</a>
                        </li>
                      ))}
                    </ul>
                  </section>
                ))}
              </div>
            </nav>
          </div>
        </Page>
      )
    }),
    '/desk/outbox': page(async ({ db, viewer, locale }) => {
      // Letters hold links that sign people in: whole only where there is nobody but the developer.
      if (!config.isPrivate) allow(viewer, 'platform.letter.read')
      const letters = await listOutbox(db)
      return (
        <Page title="Outbox" robots="noindex">
          <div class="wrap page-reading">
            <h1>Outbox</h1>
            <p class="lede">Letters this site has written. Without SMTP settings they stay here.</p>
            {letters.length === 0 && <p>No letters yet.</p>}
            {letters.map((letter) => (
              <article key={letter.id} class="letter">
                <h2>{letter.sentAt ? 'A letter that was sent' : letter.subject}</h2>
                <p class="meta">
                  {config.isPrivate && !letter.sentAt ? `To ${letter.to}` : 'To somebody'},{' '}
                  {formatInstant(locale, letter.writtenAt)}
                  {letter.sentAt ? '' : ', not sent'}
                </p>
                {letter.sentAt ? (
                  <p class="quiet">What it said is with whom it was for; nothing of it is kept here.</p>
                ) : config.isPrivate ? (
                  <pre>{letter.text}</pre>
                ) : (
                  <p class="quiet">What it says is only for whom it is.</p>
                )}
              </article>
            ))}
          </div>
        </Page>
      )
    }),
  })
