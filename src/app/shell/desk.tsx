import { allow, mayDo, page, routes, type Viewer } from '#kernel/access'
import { listEntries } from '#kernel/audit'
import { listBodies } from '#kernel/bodies'
import type { ModuleDoor } from '#kernel/doors'
import type { Config } from '#platform/config'
import { Page, type Routes } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { listOutbox } from '#platform/mail'
import { Notice } from '#ui'

const places = [
  { href: '/desk/people', label: 'People', needs: 'people.person.read' },
  { href: '/desk/invitations', label: 'Invitations', needs: 'people.person.invite' },
  { href: '/desk/recoveries', label: 'Recoveries', needs: 'access.recovery.vouch' },
  { href: '/desk/rights', label: 'Rights', needs: 'access.right.read' },
  { href: '/desk/transfers', label: 'Transfers', needs: 'bodies.transfer.read' },
  { href: '/desk/setup', label: 'Bodies', needs: 'bodies.body.configure' },
  { href: '/desk/log', label: 'Who did what', needs: 'audit.entry.read' },
]

/** The desk of staff: what waits for a person, and the log of what was done. */
export const deskPages = (modules: ModuleDoor[], config: Config): Routes<Viewer> =>
  routes({
    '/desk': page(async ({ db, viewer }) => {
      allow(viewer, 'audit.entry.read')
      const panels = await Promise.all(modules.map((module) => module.panels.desk?.(db, viewer)))
      const samples = mayDo(viewer, 'bodies.body.configure')
        ? (await listBodies(db)).filter((body) => body.isSample).length
        : 0
      return (
        <Page title="Desk" robots="noindex">
          <div class="wrap page-reading">
            <h1>Desk</h1>
            <p class="lede">Signed in as {viewer.name}.</p>
            {samples > 0 && (
              <Notice kind="sample" title="The bodies of this site are samples">
                <p>
                  <a href="/desk/setup">Say whose site this is</a>
                </p>
              </Notice>
            )}
            {panels}
            <nav aria-label="Desk">
              <ul class="row plain-list">
                {places
                  .filter(({ needs }) => mayDo(viewer, needs))
                  .map(({ href, label }) => (
                    <li key={href}>
                      <a href={href}>{label}</a>
                    </li>
                  ))}
                <li>
                  <a href="/me">Your page</a>
                </li>
              </ul>
            </nav>
          </div>
        </Page>
      )
    }),
    '/desk/log': page(async ({ db, viewer, locale }) => {
      allow(viewer, 'audit.entry.read')
      const entries = await listEntries(db, { limit: 200 })
      return (
        <Page title="Log" robots="noindex">
          <div class="wrap">
            <h1>Who did what</h1>
            <p class="lede">
              The last {entries.length} entries. Each holds the hash of the one before it, so that none can be changed
              unseen.
            </p>
            <div class="table-scroll" tabIndex={0} role="region" aria-label="Log entries">
              <table class="data-table">
                <thead>
                  <tr>
                    <th scope="col">When</th>
                    <th scope="col">Who</th>
                    <th scope="col">What</th>
                    <th scope="col">Record</th>
                    <th scope="col">Details</th>
                  </tr>
                </thead>
                <tbody>
                  {entries.map((entry) => (
                    <tr key={`${entry.stream}-${entry.number}`}>
                      <td>{formatInstant(locale, entry.at)}</td>
                      <td>{entry.actor}</td>
                      <td>{entry.event}</td>
                      <td>{entry.subject}</td>
                      <td>
                        <code>{JSON.stringify(entry.detail)}</code>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </div>
        </Page>
      )
    }),
    '/desk/outbox': page(async ({ db, viewer, locale }) => {
      // Letters hold links that sign people in: whole only where there is nobody but the developer.
      const isMailbox = config.mode === 'development'
      if (!isMailbox) allow(viewer, 'platform.letter.read')
      const letters = await listOutbox(db)
      return (
        <Page title="Outbox" robots="noindex">
          <div class="wrap page-reading">
            <h1>Outbox</h1>
            <p class="lede">Letters this site has written. Without SMTP settings they stay here.</p>
            {letters.length === 0 && <p>No letters yet.</p>}
            {letters.map((letter) => (
              <article key={letter.id} class="letter">
                <h2>{letter.subject}</h2>
                <p class="meta">
                  {isMailbox ? `To ${letter.to}` : 'To somebody'}, {formatInstant(locale, letter.writtenAt)}
                  {letter.sentAt ? '' : ', not sent'}
                </p>
                {isMailbox ? <pre>{letter.text}</pre> : <p class="quiet">What it says is only for whom it is.</p>}
              </article>
            ))}
          </div>
        </Page>
      )
    }),
  })
