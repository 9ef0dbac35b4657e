import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { deviceName, remoteOf } from './client.ts'
import type { RequestVariables } from './site.ts'

/** The address a site behind so many proxies takes a request to come from. */
async function seenAs(trusted: number, socket: string, forwarded?: string): Promise<string> {
  const app = new Hono<RequestVariables>()
  app.get('/', (c) => c.text(remoteOf(c, trusted)))
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  const answer = await app.request('/', { headers }, { incoming: { socket: { remoteAddress: socket } } })
  return answer.text()
}

test('without a proxy of one’s own nobody chooses their own address', async () => {
  expect(await seenAs(0, '198.51.100.7', '203.0.113.5')).toBe('198.51.100.7')
})

test('behind proxies only what they appended counts', async () => {
  expect(await seenAs(1, '10.0.0.1', '203.0.113.5')).toBe('203.0.113.5')
  expect(await seenAs(1, '10.0.0.1', '192.0.2.1, 203.0.113.5')).toBe('203.0.113.5')
  expect(await seenAs(2, '10.0.0.1', '192.0.2.1, 203.0.113.5, 10.0.0.2')).toBe('203.0.113.5')
  expect(await seenAs(1, '10.0.0.1')).toBe('10.0.0.1')
  expect(await seenAs(2, '10.0.0.1', '203.0.113.5')).toBe('10.0.0.1')
})

test('one household of IPv6 counts as one; IPv4 is itself, however it is written', async () => {
  const home = await seenAs(0, '2001:db8:1:2:aaaa:bbbb:cccc:dddd')
  expect(await seenAs(0, '2001:0db8:0001:0002::1')).toBe(home)
  expect(await seenAs(0, '2001:db8:1:3::1')).not.toBe(home)
  expect(await seenAs(0, '::ffff:198.51.100.7')).toBe('198.51.100.7')
  expect(await seenAs(0, '::1')).toBe('0:0:0:0::/64')
})

test('a browser is named so that one knows it again', () => {
  expect(deviceName('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
    'Firefox on Windows',
  )
  expect(
    deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604'),
  ).toBe('Safari on iOS')
  expect(deviceName('curl/8')).toBe('A browser')
})
