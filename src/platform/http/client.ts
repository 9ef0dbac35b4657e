import type { Context } from 'hono'
import type { RequestVariables } from './site.ts'

type Web = Context<RequestVariables>

/**
 * The client's network address. Anybody can write `x-forwarded-for`; only what our own proxies appended counts, so the entry is taken
 * that many places from the right.
 */
export function remoteOf(c: Web, trustedProxies: number): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } } // set by @hono/node-server
  const socket = incoming?.socket?.remoteAddress ?? 'unknown'
  if (trustedProxies === 0) return networkOf(socket)
  const named = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  return networkOf(named.at(-trustedProxies) || socket)
}

/** One household has a whole /64 of IPv6 addresses: they count as one. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail = ''] = plain.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const zeros = plain.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : []
  return `${[...left, ...zeros, ...right]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

/** Did this request come encrypted? The site's own address says so, or a proxy of ours. */
export const isSecure = (request: Request, served: { trustedProxies: number; publicUrl: string }): boolean =>
  served.publicUrl.startsWith('https:') ||
  (served.trustedProxies > 0 && request.headers.get('x-forwarded-proto') === 'https')

/** "Firefox on Windows": enough to recognize one's own session. */
export function deviceName(agent: string): string {
  const browser = nameIn(agent, [
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ])
  const system = nameIn(agent, [
    [/Windows/, 'Windows'],
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Mac OS/, 'macOS'],
    [/Linux/, 'Linux'],
  ])
  return system ? `${browser ?? 'A browser'} on ${system}` : (browser ?? 'A browser')
}

const nameIn = (agent: string, known: [RegExp, string][]): string | undefined =>
  known.find(([pattern]) => pattern.test(agent))?.[1]
