import { allow, page, routes, type Viewer } from '#kernel/access'
import { listEntries } from '#kernel/audit'
import type { ModuleDoor } from '#kernel/doors'
import { Page, type Routes } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { listOutbox } from '#platform/mail'

/** The desk of staff: what waits for a person, and the log of what was done. */
export const deskPages = (modules: ModuleDoor[]): Routes<Viewer> =>
  routes({
    '/desk': page(async ({ db, viewer }) => {
      allow(viewer, 'audit.entry.read')
      const panels = await Promise.all(modules.map((module) => module.panels.desk?.(db, viewer)))
      return (
        <Page title="Desk" robots="noindex">
          <div class="wrap page-reading">
            <h1>Desk</h1>
            <p class="lede">Signed in as {viewer.name}.</p>
            {panels}
            <p>
              <a href="/desk/log">Who did what</a> · <a href="/desk/rights">Rights</a> ·{' '}
              <a href="/desk/people">People</a> · <a href="/me">Your page</a>
            </p>
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
      allow(viewer, 'audit.entry.read')
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
                  To {letter.to}, {formatInstant(locale, letter.writtenAt)}
                  {letter.sentAt ? '' : ', not sent'}
                </p>
                <pre>{letter.text}</pre>
              </article>
            ))}
          </div>
        </Page>
      )
    }),
  })
