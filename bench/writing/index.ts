import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import * as Y from 'yjs'
import { copyDatabase, findPostgres, startPostgres } from '#test/databases'
import { type Coauthor, coauthor } from '#test/writers'
import { atMost, type Bar, barLine, isMet, machine, saveResults, showSpread, spreadOf } from '../support/bars.ts'

interface Site {
  origin: string
  cookie: string
  editionId: string
  content: string
}

const keystrokes = 100
const writers = 20
const longHistory = 2000

/**
 * `npm run bench -- writing [--postgres] [--save]`: how long a word takes from one who writes to another, alone and among twenty, and how long a draft
 * takes to open after thousands of updates; beside the whole text saved and fetched each time, and every update replayed.
 */
export async function run(options: string[]): Promise<boolean> {
  console.log(JSON.stringify(machine()))
  const bars: Bar[] = []
  const lines: string[] = []
  const say = (line: string) => void (console.log(line), lines.push(line))
  if (!options.includes('--postgres')) await measure('embedded', {}, { bars, say })
  if (findPostgres()) {
    const postgres = await startPostgres()
    const url = await copyDatabase(postgres.url, 'template0', 'bench_writing')
    await measure('PostgreSQL', { DATABASE_URL: url }, { bars, say })
    await postgres.stop()
  } else say('PostgreSQL is missing here')
  for (const bar of bars) console.log(barLine(bar))
  if (options.includes('--save')) saveResults('writing', {}, bars, lines)
  return bars.every(isMet)
}

async function measure(
  name: string,
  environment: Record<string, string>,
  { bars, say }: { bars: Bar[]; say(line: string): void },
): Promise<void> {
  const program = fork(join(import.meta.dirname, 'server.ts'), [], {
    ...{ execArgv: ['--import', 'tsx'], env: { ...process.env, DATABASE_URL: '', ...environment } },
  })
  const [told] = (await once(program, 'message')) as [{ port: number } & Omit<Site, 'origin'>] // said by server.ts
  const site: Site = { ...told, origin: `http://127.0.0.1:${told.port}` }
  try {
    const whole = spreadOf(await wholeTexts(site))
    say(showSpread(`${name}: whole text saved and fetched`, whole))
    const two = spreadOf(await betweenTwo(site))
    say(showSpread(`${name}: a keystroke to another writer`, two))
    const many = spreadOf(await amongMany(site))
    say(showSpread(`${name}: among ${writers} who all write`, many))
    const { opened, replayed } = await afterHistory(site)
    say(
      `${name}: opening after ${longHistory} updates ${opened.toFixed(1)} ms; every update replayed ${replayed.toFixed(1)} ms more`,
    )
    bars.push(atMost('W1', `a keystroke to another writer, ${name}, p50`, two.p50, 'ms', 60))
    bars.push(atMost('W2', `the same among ${writers} who all write, ${name}, p95`, many.p95, 'ms', 500))
    bars.push(atMost('W3', `opening after ${longHistory} updates, ${name}`, opened, 'ms', 300))
  } finally {
    program.kill()
  }
}

const enter = (site: Site): Promise<Coauthor> => coauthor({ fetch, origin: site.origin }, site, site.editionId)

/** Adds one sign at the end of a paragraph, as a key does. */
function type({ doc }: Coauthor, sign: string): void {
  const block = doc.getXmlFragment('text').get(0)
  const text = block instanceof Y.XmlElement ? block.get(0) : undefined
  if (!(text instanceof Y.XmlText)) throw new Error('the draft begins with no words')
  text.insert(text.length, sign)
}

/** When a document has heard all that another has written up to now. */
const hearing = (listener: Coauthor, from: Coauthor): Promise<number> => {
  const wanted = Y.getState(from.doc.store, from.hand)
  return new Promise((done) => {
    const look = () => {
      if (Y.getState(listener.doc.store, from.hand) < wanted) return
      listener.doc.off('update', look)
      done(performance.now())
    }
    listener.doc.on('update', look)
    look()
  })
}

async function betweenTwo(site: Site): Promise<number[]> {
  const [one, other] = [await enter(site), await enter(site)]
  const times: number[] = []
  for (let stroke = 0; stroke < keystrokes; stroke++) {
    type(one, 'a')
    const began = performance.now()
    const heard = hearing(other, one)
    await one.send()
    times.push((await heard) - began)
  }
  await Promise.all([one.leave(), other.leave()])
  return times
}

/** Everybody writes a few signs each second, gathered as the browser gathers them, and hears nineteen others. */
async function amongMany(site: Site): Promise<number[]> {
  const all: Coauthor[] = []
  for (let each = 0; each < writers; each++) all.push(await enter(site))
  const times: number[] = []
  await Promise.all(
    all.map(async (writer, at) => {
      await new Promise((done) => setTimeout(done, at * 50))
      for (let round = 0; round < 10; round++) {
        type(writer, 'b')
        const began = performance.now()
        const heard = all.filter((other) => other !== writer).map((other) => hearing(other, writer))
        await writer.send()
        for (const time of await Promise.all(heard)) times.push(time - began)
        await new Promise((done) => setTimeout(done, Math.max(0, 1000 - (performance.now() - began))))
      }
    }),
  )
  await Promise.all(all.map((writer) => writer.leave()))
  return times
}

/** The way without rooms: a form with the whole text, and the page asked for anew by the other. */
async function wholeTexts({ origin, cookie, editionId, content }: Site): Promise<number[]> {
  const address = `${origin}/desk/works/${editionId}`
  const headers = { cookie, origin }
  const times: number[] = []
  for (let stroke = 0; stroke < keystrokes / 5; stroke++) {
    const body = new URLSearchParams({
      ...{ revision: String(stroke + 2), title: 'Written together', teaser: 'By many.', topics: 'china' },
      content: content + 'a'.repeat(stroke),
    })
    const began = performance.now()
    const saved = await fetch(address, { method: 'POST', headers, body, redirect: 'manual' })
    if (saved.status !== 303) throw new Error(`not saved: ${saved.status}`)
    await (await fetch(address, { headers })).text()
    times.push(performance.now() - began)
  }
  return times
}

async function afterHistory(site: Site): Promise<{ opened: number; replayed: number }> {
  const writer = await enter(site)
  const updates: Uint8Array[] = [Y.encodeStateAsUpdate(writer.doc)]
  writer.doc.on('update', (update: Uint8Array) => void updates.push(update))
  for (let stroke = 0; stroke < longHistory; stroke++) {
    type(writer, 'c')
    await writer.send()
  }
  await writer.leave()
  const began = performance.now()
  const again = await enter(site)
  const opened = performance.now() - began
  await again.leave()
  const replaying = performance.now()
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return { opened, replayed: performance.now() - replaying }
}
