import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { z } from 'zod'
import { arrival, routes, type Viewer } from '#kernel/access'
import { type Departure, keepDeparture, type ProvenIdentity, signInByIdentity, takeDeparture } from '#kernel/identities'
import { countAttempt, forgetAttempt } from '#kernel/limits'
import type { Config, IdentityProvider } from '#platform/config'
import type { Routes } from '#platform/http'
import { newSecret } from '#platform/ids'
import { invalid, unavailable } from '#platform/problem'
import { nextPath } from './ways.ts'

const answerPath = '/sign-in/staff/answer'

/** The provider's own description, read once and again after it failed. */
function describing(provider: IdentityProvider): () => Promise<Configuration> {
  let known: Promise<Configuration> | undefined
  const issuer = new URL(provider.issuer)
  // Plain http only to this machine, as in tests.
  const isLocal = issuer.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname)
  return () => {
    known ??= discovery(issuer, provider.clientId, provider.clientSecret, ClientSecretPost(provider.clientSecret), {
      timeout: 10,
      ...(isLocal ? { execute: [allowInsecureRequests] } : {}),
    }).catch((cause: unknown) => {
      known = undefined
      throw Object.assign(
        unavailable(
          'access.identity.unreachable',
          `${provider.name} does not answer. Use a passkey or a link by e-mail.`,
        ),
        { cause },
      )
    })
    return known
  }
}

/** Staff may sign in by their own organization, if the installation names one (OpenID Connect: code flow, PKCE, state, nonce). */
export const identityPages = (config: Config): Routes<Viewer> => {
  const provider = config.identityProvider
  if (!provider) return {}
  const describe = describing(provider)
  const redirectUri = `${config.publicUrl}${answerPath}`
  return routes({
    // Followed as a link: a form may not lead to another site (content security policy, form-action).
    '/sign-in/staff': arrival(z.object({ next: nextPath }), async ({ database, query, clock, browser, remote }) => {
      const now = clock.now()
      await database.write((db) => countAttempt(db, 'challenge.origin', { whom: remote, now }))
      const configuration = await describe()
      const departure: Departure = {
        ...{ state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() },
        next: query.next,
      }
      const leaving = browser ?? newSecret()
      const address = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid email',
        code_challenge: await calculatePKCECodeChallenge(departure.verifier),
        code_challenge_method: 'S256',
        state: departure.state,
        nonce: departure.nonce,
      })
      await database.write((db) => keepDeparture(db, { departure, browser: leaving, now }))
      return { redirect: address.href, browser: leaving }
    }),

    [answerPath]: arrival(
      z.object({ state: z.string().max(200).default('') }).loose(),
      async ({ database, query, url, browser, device, remote, clock }) => {
        const now = clock.now()
        await database.write((db) => countAttempt(db, 'proof.origin', { whom: remote, now }))
        const departure = await database.write((db) => takeDeparture(db, { state: query.state, browser, now }))
        const identity = await prove(await describe(), departure, url)
        const session = await database.write(async (db) => {
          const begun = await signInByIdentity(db, { identity, device, now })
          await forgetAttempt(db, 'proof.origin', { whom: remote, now })
          return begun
        })
        return { redirect: departure.next, session }
      },
    ),
  })
}

/** Exchanges the code and checks signature, audience, nonce and state; whatever does not fit is one and the same refusal. */
async function prove(configuration: Configuration, departure: Departure, url: URL): Promise<ProvenIdentity> {
  const tokens = await authorizationCodeGrant(configuration, url, {
    pkceCodeVerifier: departure.verifier,
    expectedState: departure.state,
    expectedNonce: departure.nonce,
    idTokenExpected: true,
  }).catch((cause: unknown) => {
    throw Object.assign(
      invalid('access.identity.refused', 'Your organization did not confirm who you are. Please try again.'),
      { cause },
    )
  })
  const claims = tokens.claims()
  if (!claims) throw invalid('access.identity.refused', 'Your organization did not say who you are.')
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: typeof claims.email === 'string' ? claims.email : undefined,
    isEmailVerified: claims.email_verified === true,
  }
}
