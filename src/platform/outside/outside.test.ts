import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOutside } from './addresses.ts'
import { fetchOutside } from './index.ts'

let server: Server
let base = ''
const test1 = { agent: 'Test', onlyLoopback: true }

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? ''
    if (path === '/moved') response.writeHead(302, { location: '/page' }).end()
    else if (path === '/round') response.writeHead(302, { location: '/round' }).end()
    else if (path === '/inward') response.writeHead(302, { location: 'http://169.254.169.254/secret' }).end()
    else if (path === '/large') response.end(Buffer.alloc(2000))
    else if (path === '/bomb')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(100_000)))
    else if (path === '/slow') response.write('never')
    else
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(`<html>${request.headers.cookie ?? 'no cookie'}`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test('a page is fetched where it leads, without a cookie', async () => {
  const { status, address, mediaType, bytes } = await fetchOutside(`${base}/moved`, test1)
  expect([status, address, mediaType]).toEqual([200, `${base}/page`, 'text/html'])
  expect(Buffer.from(bytes).toString()).toBe('<html>no cookie')
})

test.each([
  ['/round', 'without an end'],
  ['/inward', 'not on the internet'],
  ['/large', 'larger than we keep'],
  ['/bomb', 'larger than we keep'],
  ['/slow', 'took too long'],
])('what leads %s is given up', async (path, says) => {
  await expect(fetchOutside(`${base}${path}`, { ...test1, seconds: 1, mostBytes: 1000 })).rejects.toThrow(says)
})

test('nothing of this machine is fetched, by whatever name', async () => {
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433', '10.0.0.1'])
    await expect(fetchOutside(`http://${host}/`, { agent: 'Test' }), host).rejects.toThrow('not on the internet')
  for (const address of [`${base}/page`, 'http://a:b@example.org/', 'file:///etc/passwd', 'ftp://example.org/', 'x'])
    await expect(fetchOutside(address, { agent: 'Test' }), address).rejects.toThrow()
})

test('addresses of houses, machines and tunnels are told from those of the internet', () => {
  for (const inner of [
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
  ])
    expect([inner, isOutside(inner)]).toEqual([inner, false])
  for (const inner of [
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001:db8::1',
  ])
    expect([inner, isOutside(inner)]).toEqual([inner, false])
  for (const outer of ['93.184.216.34', '172.32.0.1', '2606:4700::1111'])
    expect([outer, isOutside(outer)]).toEqual([outer, true])
})
