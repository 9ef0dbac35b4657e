import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { isSecure } from './client.ts'

/** `session` says who is signed in; `browser` marks a browser between asking for a link and opening it. */
type Cookie = 'session' | 'browser'

interface Served {
  publicUrl: string
  trustedProxies: number
}

/**
 * Behind https a cookie bears the prefix with which browsers take it only from this very host, whole site and encrypted (RFC 6265bis
 * §4.1.3.2): no other host of the same domain can plant or shadow it. Plain http, as on a laptop, cannot have that.
 */
const nameOf = (cookie: Cookie, isSafe: boolean): string => (isSafe ? `__Host-${cookie}` : cookie)

/** What a request brings under the name that its connection allows; anything that is no secret of ours is nothing. */
export function readCookie(request: Request, cookie: Cookie, served: Served): string | undefined {
  const name = nameOf(cookie, isSecure(request, served))
  const brought = new RegExp(`(?:^|;\\s*)${name}=([0-9a-z]{32})(?:;|$)`).exec(request.headers.get('cookie') ?? '')
  return brought?.[1]
}

/** Keeps a secret in the browser until it closes, or for as long as told; the empty text takes it away. */
export function keepCookie(c: Context, cookie: Cookie, secret: string, served: Served, maxAge?: number): void {
  const isSafe = isSecure(c.req.raw, served)
  const kept = { httpOnly: true, sameSite: 'Lax', secure: isSafe, path: '/' } as const
  if (secret === '') deleteCookie(c, nameOf(cookie, isSafe), kept)
  else setCookie(c, nameOf(cookie, isSafe), secret, maxAge === undefined ? kept : { ...kept, maxAge })
}
