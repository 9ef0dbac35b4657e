import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newStaffLink } from '#kernel/access'
import { Database, postgresPool, sql } from '#platform/db'
import { copyDatabase, findPostgres, type RunningPostgres, startPostgres } from '#test/databases'
import { type RunningProgram, startProgram } from '#test/programs'
import { fillTemplate, root } from '#test/template'
import { engagementId } from '../src/modules/atlas/imports/rules.ts'

let server: RunningPostgres
let database: Database
let nodes: { program: RunningProgram; address: string }[]

beforeAll(async () => {
  if (!findPostgres()) return
  server = await startPostgres()
  const url = await copyDatabase(server.url, 'template0', 'three_nodes')
  const pool = await postgresPool(url, 3)
  await fillTemplate(pool)
  database = new Database(pool)
  // The first prepares the browser parts; all would do it at once.
  nodes = [await startNode(url)]
  nodes.push(...(await Promise.all([startNode(url), startNode(url)])))
}, 180_000)
afterAll(async () => {
  for (const { program } of nodes ?? []) await program.kill()
  await database?.close()
  await server?.stop()
})

async function startNode(url: string) {
  const program = startProgram(join(root, 'src/cli.ts'), ['start'], { NODE_ENV: 'test', DATABASE_URL: url, PORT: '0' })
  const line = await program.said((each) => each.startsWith('Legation is ready at '))
  const address = /http:\/\/\S+/.exec(line)?.[0]
  if (!address) throw new Error(`No address in: ${line}`)
  return { program, address }
}

function node(at: number) {
  const found = nodes[at]
  if (!found) throw new Error(`There is no node ${at}`)
  return found
}

const post = (address: string, path: string, fields: Record<string, string>, cookie = '') =>
  fetch(`${address}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: address, cookie },
    redirect: 'manual',
  })

/** Collects what a node tells over its live channel. */
async function listen(address: string, topic: string): Promise<{ heard: () => string; stop: () => void }> {
  const stopping = new AbortController()
  const answer = await fetch(`${address}/live/${topic}`, { signal: stopping.signal })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  let text = ''
  const read = async () => {
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk
  }
  read().catch(() => undefined) // ends when stopped
  await vi.waitFor(() => expect(text).toContain('still here'), { timeout: 10_000 })
  return { heard: () => text, stop: () => stopping.abort() }
}

async function countDormant(address: string): Promise<number> {
  const answer = await fetch(`${address}/api/v1/explore?activity=dormant`)
  const { meta } = (await answer.json()) as { meta: { total: number } } // described by the OpenAPI document
  return meta.total
}

test.skipIf(!findPostgres())(
  'three nodes over one PostgreSQL: one is killed, and sessions, live events and the map of the others go on',
  { timeout: 120_000 },
  async () => {
    const [first, second, third] = [node(0), node(1), node(2)]
    const link = await database.write((db) => newStaffLink(db, { name: 'Ana Ruiz', now: new Date() }))
    const signedIn = await post(first.address, '/sign-in/link', { link })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect([signedIn.status, cookie]).toEqual([303, expect.stringMatching(/^session=/)])

    const live = await listen(second.address, 'atlas.versions.changed')
    const before = await countDormant(second.address)
    await first.program.kill()

    // The session begun at the first node holds at the others.
    expect(await (await fetch(`${third.address}/desk`, { headers: { cookie } })).text()).toContain('Ana Ruiz')

    // A record changed at the third node is heard of at the second, whose map counts it.
    const id = engagementId('tie/harbor-meridian')
    const asked = await post(third.address, '/corrections/new', {
      kind: 'engagement',
      id,
      property: 'activity',
      proposedValue: 'dormant',
      evidence: 'The committee has not met since 2019.',
    })
    expect(asked.status).toBe(303)
    const correction = await database.read((db) => db.only(sql<{ id: string }>`select id from atlas.corrections`))
    const decided = await post(
      third.address,
      `/desk/corrections/${correction.id}`,
      { verdict: 'accepted', value: 'dormant', reason: 'Seen in the minutes.' },
      cookie,
    )
    expect(decided.status).toBe(303)
    await vi.waitFor(() => expect(live.heard()).toContain('event: atlas.versions.changed'), { timeout: 10_000 })
    await vi.waitFor(async () => expect(await countDormant(second.address)).toBe(before + 1), { timeout: 10_000 })
    live.stop()

    for (const { address } of [second, third])
      expect(await (await fetch(`${address}/healthz`)).json()).toMatchObject({ status: 'ok', database: 'postgres' })
    await expect(fetch(`${first.address}/healthz`)).rejects.toThrow()
  },
)
