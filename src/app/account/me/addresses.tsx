import { z } from 'zod'
import { form, page, routes, type Viewer } from '#kernel/access'
import {
  type AddressView,
  askAddress,
  confirmAddress,
  listOwnAddresses,
  mostAddresses,
  removeAddress,
} from '#kernel/addresses'
import { forgetAttempt } from '#kernel/limits'
import type { Config } from '#platform/config'
import { type Routes, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { newSecret } from '#platform/ids'
import { Button, TextField } from '#ui'
import { DeedPage, typed } from '../parts.tsx'
import { countAsking, countProof, linkSecret } from '../ways.ts'
import { accountOf } from './own.ts'

/** Addresses of one's own: each may ask for a sign-in link, and each is told of what happens to the account. */
export const addressPages = (config: Config): Routes<Viewer> =>
  routes({
    '/me/addresses': form(
      z.object({ address: z.email('Check the e-mail address') }),
      async ({ db, viewer, form: { values, problem } }) => {
        const addresses = await listOwnAddresses(db, accountOf(viewer))
        return (
          <DeedPage
            title="Your addresses"
            lede="Each may ask for a sign-in link, and each is told when something happens to your account. With two you are not locked out when one is lost."
            problem={problem}
          >
            <Addresses addresses={addresses} />
            {addresses.length < mostAddresses && (
              <form method="post" action="/me/addresses" class="stack">
                <TextField
                  name="address"
                  type="email"
                  label="Another e-mail address"
                  value={typed(values, 'address')}
                  error={problem?.fields.address}
                />
                <Button type="submit">Send a link to it</Button>
              </form>
            )}
            <p class="quiet">
              To change your address, add the new one and open the link that it gets; then remove the old one. The old
              one is told. <a href="/me">Your page</a>
            </p>
          </DeedPage>
        )
      },
      async ({ db, actor, input, clock, browser }) => {
        accountOf(actor)
        const asking = browser ?? newSecret()
        await askAddress(db, actor, {
          ...{ address: input.address, browser: asking },
          ...{ publicUrl: config.publicUrl, now: clock.now() },
        })
        return { redirect: '/me/addresses/sent', browser: asking }
      },
      countAsking,
    ),

    '/me/addresses/sent': page(async () => (
      <DeedPage
        title="Check the mail of the new address"
        lede="A letter is on its way. Open the link in it in this browser; it works once, for 15 minutes. Nothing is changed before that."
      />
    )),

    '/me/addresses/confirmation': form(
      z.object({ link: linkSecret }),
      async ({ query, form: { values, problem } }) => (
        <DeedPage title="Add this address" lede="Every address you had before is told." problem={problem}>
          <form method="post" action="/me/addresses/confirmation">
            <input type="hidden" name="link" value={typed(values, 'link', query.link)} />
            <Button type="submit">Add it to my account</Button>
          </form>
        </DeedPage>
      ),
      async ({ db, actor, input, clock, browser, remote }) => {
        accountOf(actor)
        const now = clock.now()
        await confirmAddress(db, actor, { secret: input.link, browser, now })
        await forgetAttempt(db, 'proof.origin', { whom: remote, now })
        return redirect('/me/addresses')
      },
      countProof,
    ),

    'POST /me/addresses/removal': form(
      z.object({ id: z.string().max(80) }),
      async () => redirect('/me/addresses'),
      async ({ db, actor, input, clock }) => {
        await removeAddress(db, actor, { id: input.id, now: clock.now() })
        return redirect('/me/addresses')
      },
    ),
  })

function Addresses({ addresses }: { addresses: AddressView[] }) {
  return (
    <ul class="entry-list">
      {addresses.map((address) => (
        <li key={address.id}>
          <form method="post" action="/me/addresses/removal" class="row">
            <input type="hidden" name="id" value={address.id} />
            <span>
              <strong>{address.address}</strong>, confirmed {formatInstant('en', address.verifiedAt)}
            </span>
            {addresses.length > 1 && (
              <Button type="submit" kind="quiet" isSmall>
                Remove
              </Button>
            )}
          </form>
        </li>
      ))}
    </ul>
  )
}
