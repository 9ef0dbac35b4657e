import type { Viewer } from '#kernel/access'
import { notFound, unauthenticated } from '#platform/problem'

/** The account of whoever is signed in; visitors are asked to sign in first. */
export function accountOf(viewer: Viewer): string {
  if (!viewer.accountId) throw unauthenticated('access.sign-in-first', 'Please sign in to see your own page.')
  return viewer.accountId
}

/** The person of an account; those made on the command line have none. */
export function personOf(viewer: Viewer): string {
  accountOf(viewer)
  if (!viewer.personId)
    throw notFound(
      'profiles.person.none',
      'This account is no person of a body. Let a body invite you to have a profile.',
    )
  return viewer.personId
}
