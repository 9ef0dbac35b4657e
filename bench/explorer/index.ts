import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type CDPSession, type Page, chromium as playwright } from 'playwright-core'
import { atMost, type Bar, barLine, isMet, machine, saveResults, showSpread, spreadOf } from '../support/bars.ts'

const ROWS = 100_000
const CLICKS = 20
const SLOWER = 4
const flags =
  '--headless --no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader --ignore-gpu-blocklist --disable-dev-shm-usage --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

/**
 * The explorer in a browser over 100,000 generated engagements: what is transferred, when it is usable with a processor slowed
 * down four times, and how long a click on a facet takes until map and facets are painted. The browser draws without a graphics card.
 */
export async function run(words: string[]): Promise<boolean> {
  const lines: string[] = []
  const bars: Bar[] = []
  const say = (line: string) => {
    lines.push(line)
    console.log(line)
  }
  say(JSON.stringify(machine()))
  const server = fork(join(import.meta.dirname, '../atlas/http-server.ts'), [String(ROWS)], {
    execArgv: process.execArgv,
  })
  const [port] = await once(server, 'message')
  const browser = await playwright.launch({
    executablePath: process.env.LEGATION_BROWSER ?? (await chromium.executablePath()),
    args: flags.split(' '),
  })
  try {
    const address = `http://127.0.0.1:${Number(port)}/map`
    for (const isSlowed of [true, false]) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
      // tsx names functions by a helper that the page does not have.
      await context.addInitScript('globalThis.__name = (named) => named')
      const page = await context.newPage()
      const devtools = await context.newCDPSession(page)
      await openFirst(page, address)
      if (isSlowed) bars.push(...(await measureOpening(page, devtools, address, say)))
      bars.push(...(await measureClicks(page, say, isSlowed)))
      await context.close()
    }
  } finally {
    await browser.close()
    server.disconnect()
  }
  for (const bar of bars) say(barLine(bar))
  if (words.includes('--save')) saveResults('explorer', { rows: ROWS, lines }, bars, lines)
  return bars.every(isMet)
}

/** The server answers its first page slowly; browsers are measured on a server that has run for a while. */
async function openFirst(page: Page, address: string): Promise<void> {
  for (let time = 0; time < 3; time++) await openMap(page, address)
}

/** Resolves when the map has drawn its points; returns milliseconds since the navigation began, on the page's own clock. */
async function openMap(page: Page, address: string): Promise<number> {
  await page.addInitScript(() => {
    const since = { asked: 0, idle: 0 }
    Object.assign(window, { since })
    const fetching = window.fetch
    window.fetch = async (...asked) => {
      const answer = await fetching(...asked)
      if (String(asked[0]).includes('/api/v1/explore')) since.asked = performance.now()
      return answer
    }
    document.addEventListener('mapidle', () => {
      since.idle = performance.now()
    })
  })
  await page.goto(address)
  const drawn = await page.waitForFunction(
    () => {
      const { asked, idle } = (window as unknown as { since: { asked: number; idle: number } }).since // set above
      return asked > 0 && idle > asked && idle
    },
    undefined,
    { timeout: 60_000 },
  )
  return Number(await drawn.jsonValue())
}

async function measureOpening(page: Page, devtools: CDPSession, address: string, say: (line: string) => void) {
  const times: number[] = []
  let bytes = 0
  await devtools.send('Network.enable')
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const opened = 5
  let most = 0
  for (let time = 0; time < opened; time++) {
    await devtools.send('Network.clearBrowserCache')
    bytes = 0
    times.push(await openMap(page, address))
    most = Math.max(most, bytes)
  }
  const spread = spreadOf(times)
  say(showSpread(`the map opened, processor ${SLOWER} times slower, empty cache`, spread))
  return [
    atMost('S6', 'transferred until the map stands', most / 1e6, 'MB', 1.5),
    atMost('S6', `usable with a processor ${SLOWER} times slower, median`, spread.p50 / 1000, 's', 2),
  ]
}

/** From the click to the frame after facets and map have changed. */
async function measureClicks(page: Page, say: (line: string) => void, isSlowed: boolean): Promise<Bar[]> {
  const times: number[] = []
  for (let click = 0; click < CLICKS; click++)
    times.push(
      await page.evaluate(async (turn) => {
        const boxes = [...document.querySelectorAll<HTMLInputElement>('[data-filters] input[type=checkbox]')]
        const count = () => document.querySelector('[data-part="count"]')?.textContent
        // Every other click takes the choice back, so that questions stay of one to a few filters.
        const free = boxes.filter((each) => !each.checked && each.closest('details')?.open)
        const box = turn % 2 === 1 ? boxes.find((each) => each.checked) : free[(turn * 7) % free.length]
        if (!box) throw new Error('explorer: there is no facet to click')
        const [before, began] = [count(), performance.now()]
        const idle = new Promise((done) => {
          const hear = () => {
            if (count() === before) return
            document.removeEventListener('mapidle', hear)
            requestAnimationFrame(done)
          }
          document.addEventListener('mapidle', hear)
        })
        box.click()
        await idle
        return performance.now() - began
      }, click),
    )
  const how = isSlowed ? `, processor ${SLOWER} times slower` : ''
  const spread = spreadOf(times)
  say(showSpread(`a click on a facet until map and facets are painted${how}`, spread))
  return isSlowed ? [] : [atMost('S6', 'a click on a facet painted, at the 95th percentile', spread.p95, 'ms', 100)]
}
