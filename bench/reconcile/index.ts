import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#test/databases'
import { startProgram } from '#test/programs'
import { createRandom, oneOf, type Random } from '#test/random'
import { atLeast, type Bar, barLine, isMet, machine, showSpread, spreadOf } from '../support/bars.ts'
import { throughOpenRefine } from './openrefine.ts'

const QUERIES = 5_000
const BATCH = 100
const AT_ONCE = 4

interface Asked {
  id: string
  query: object
}

/**
 * `npm run bench -- reconcile`: 5,000 lines of a list, asked of the real site on the starter data over HTTP as OpenRefine does, in
 * batches. Names of US governments with their state and of counterparts with their country; every fourth is mistyped by one letter.
 */
export async function run(): Promise<boolean> {
  console.log(JSON.stringify(machine()))
  const folder = mkdtempSync(join(tmpdir(), 'legation-reconcile-'))
  const port = await freePort()
  const site = startProgram(join(import.meta.dirname, '../../src/cli.ts'), ['start'], {
    PORT: String(port),
    DATABASE_URL: '',
    LEGATION_DATA: folder,
  })
  const bars: Bar[] = []
  try {
    await site.said((line) => line.startsWith('Legation is ready at '))
    const address = `http://127.0.0.1:${port}`
    const named = await readNames(address)
    const asked = drawQueries(named, createRandom(5))
    await match(address, asked.slice(0, BATCH))
    const times: number[] = []
    let [right, matched, wrong] = [0, 0, 0]
    const waiting = Array.from({ length: QUERIES / BATCH }, (_, at) => asked.slice(at * BATCH, (at + 1) * BATCH))
    const began = performance.now()
    const client = async () => {
      for (let batch = waiting.pop(); batch; batch = waiting.pop()) {
        const sent = performance.now()
        const found = await match(address, batch)
        times.push(performance.now() - sent)
        for (const [at, { id }] of batch.entries()) {
          const [first] = found[at]?.candidates ?? []
          right += Number(first?.id === id)
          matched += Number(first?.match ?? false)
          wrong += Number((first?.match ?? false) && first?.id !== id)
        }
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, client))
    const seconds = (performance.now() - began) / 1000
    console.log(showSpread(`a batch of ${BATCH} queries`, spreadOf(times)))
    console.log(
      `first candidate right ${(right / QUERIES).toFixed(3)}; decided alone ${(matched / QUERIES).toFixed(3)}, of these wrong ${(wrong / Math.max(1, matched)).toFixed(4)}`,
    )
    bars.push(atLeast('R1', `queries a second, ${QUERIES} in batches of ${BATCH}`, QUERIES / seconds, '/s', 1000))
    const refine = process.env.OPENREFINE_URL
    if (refine) bars.push(...(await endToEnd(refine, address, named)))
    else console.log('OpenRefine: OPENREFINE_URL is not set; its part is left out.')
    bars.push(atLeast('R1', 'precision of what is decided alone', 1 - wrong / Math.max(1, matched), '', 0.998))
  } finally {
    await site.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const bar of bars) console.log(barLine(bar))
  return bars.every(isMet)
}

/**
 * The same names as a sheet in OpenRefine itself: US governments with their state and no type. A name that two in one state bear (Las
 * Vegas, the city and the tribe) is left out: nobody could tell which is meant.
 */
async function endToEnd(refine: string, address: string, named: readonly Named[]): Promise<Bar[]> {
  const random = createRandom(6)
  const key = ({ name, where }: Named) => `${name} ${where.v}`
  const bearers = Map.groupBy(new Map(named.map((each) => [each.id, each])).values(), key)
  const here = named.filter((each) => each.where.pid === 'subdivision' && bearers.get(key(each))?.length === 1)
  const lines = Array.from({ length: QUERIES }, () => {
    const { id, name, where } = oneOf(random, here)
    return { id, name, place: where.v, property: where.pid }
  })
  const { seconds, found, right, matched, wrong } = await throughOpenRefine(refine, `${address}/api/reconcile`, lines)
  console.log(
    `OpenRefine: ${QUERIES} rows in ${seconds.toFixed(1)} s; found ${found}, first candidate right ${right}, decided alone ${matched}, of these wrong ${wrong}`,
  )
  return [
    atLeast('R2', 'rows of a sheet in OpenRefine with the right first candidate', right / QUERIES, '', 0.95),
    atLeast('R2', 'precision of what OpenRefine matches alone', 1 - wrong / Math.max(1, matched), '', 0.998),
  ]
}

interface Named {
  id: string
  name: string
  kind: string
  where: { pid: string; v: string }
}

/** Names as the site itself suggests them, with what a list would say beside them. */
async function readNames(address: string): Promise<Named[]> {
  const named: Named[] = []
  for (const letter of 'abcdefghijklmnoprstuvw')
    for (const next of 'aeiou') {
      const answer = await fetch(`${address}/api/reconcile/suggest/entity?prefix=${letter}${next}&limit=100`)
      const { result } = (await answer.json()) as { result: { id: string; name: string; notable: { id: string }[] }[] } // by the specification
      const ids = result.map(({ id }) => id)
      const values = await extend(address, ids)
      for (const { id, name, notable } of result) {
        const kind = notable[0]?.id ?? ''
        const { country = '', subdivision = '' } = values[id] ?? {}
        const where =
          country === 'US' && subdivision ? { pid: 'subdivision', v: subdivision } : { pid: 'country', v: country }
        if (where.v !== '') named.push({ id, name, kind, where })
      }
    }
  return named
}

async function extend(
  address: string,
  ids: string[],
): Promise<Record<string, { country?: string; subdivision?: string }>> {
  const body = new URLSearchParams({
    extend: JSON.stringify({ ids, properties: [{ id: 'country' }, { id: 'subdivision' }] }),
  })
  const answer = await fetch(`${address}/api/reconcile`, { method: 'POST', body })
  const { rows } = (await answer.json()) as { rows: Record<string, Record<string, { str: string }[]>> } // by the specification
  return Object.fromEntries(
    Object.entries(rows).map(([id, { country, subdivision }]) => [
      id,
      { country: country?.[0]?.str ?? '', subdivision: subdivision?.[0]?.str ?? '' },
    ]),
  )
}

function drawQueries(named: readonly Named[], random: Random): Asked[] {
  return Array.from({ length: QUERIES }, (_, at) => {
    const { id, name, kind, where } = oneOf(random, named)
    const written = at % 4 === 0 ? mistyped(name, random) : name
    return {
      id,
      query: {
        type: kind,
        conditions: [
          { matchType: 'name', propertyValue: written },
          { matchType: 'property', propertyId: where.pid, propertyValue: where.v },
        ],
      },
    }
  })
}

/** One letter left out, not the first. */
function mistyped(name: string, random: Random): string {
  const at = 1 + Math.floor(random() * (name.length - 1))
  return name.slice(0, at) + name.slice(at + 1)
}

async function match(address: string, batch: readonly Asked[]) {
  const answer = await fetch(`${address}/api/reconcile/1.0/match`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ queries: batch.map(({ query }) => query) }),
  })
  const { results } = (await answer.json()) as { results: { candidates: { id: string; match: boolean }[] }[] } // by the specification
  return results
}
