import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { atMost, type Bar, barLine, isMet, machine, saveResults, showSpread, spreadOf } from '../support/bars.ts'

const ROWS = 100_000
const CLICKS = 40
const VISITS = 5
const PAUSE = 400
const REST = 200
const SLOWER = 4
/** On the heading of the map, where the eyes were. */
const besideFilters = [700, 120] as const
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
    await warm(address)
    const visit = async (withoutWebGl: boolean) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
      // tsx names functions by a helper that the page does not have.
      await context.addInitScript('globalThis.__name = (named) => named')
      if (withoutWebGl) await context.addInitScript('HTMLCanvasElement.prototype.getContext = () => null')
      return { context, page: await context.newPage() }
    }
    const plain = await visit(true)
    for (let time = 0; time < 3; time++) await plain.page.goto(address)
    const drawn = await measureClicks(plain.page, say, 'map drawn by the server')
    await plain.context.close()
    const living = await visit(false)
    await openMap(living.page, address)
    const alive = await measureClicks(living.page, say, 'living map without a graphics card')
    await living.context.close()
    bars.push(...(await measureOpening(() => visit(false), address, say)))
    bars.push(atMost('S6', 'a click on a facet, living map, at the 95th percentile', alive, 'ms', 100))
    bars.push(atMost('S6', 'a click on a facet, map drawn by the server, at the 95th percentile', drawn, 'ms', 100))
  } finally {
    await browser.close()
    server.disconnect()
  }
  for (const bar of bars) say(barLine(bar))
  if (words.includes('--save')) saveResults('explorer', { rows: ROWS, lines }, bars, lines)
  return bars.every(isMet)
}

/**
 * A site has been asked other questions before; a process that has just begun has not compiled anything yet. None of these is asked
 * again by the clicks that are measured: an answer that is kept would flatter them.
 */
async function warm(address: string): Promise<void> {
  const asked = ['state=US-TX', 'country=MX', 'form=event', 'level=county', 'legal=unknown', 'source=dataset']
  for (let year = 1900; year < 2020; year++) {
    const more = asked[year % asked.length]
    await (await fetch(`${address}/parts?draws=lines&from=${year}&${more}`)).text()
    await (await fetch(`${address}/parts?draws=living&zoom=2&to=${year}&${more}`)).text()
  }
}

interface Opened {
  /** The map drawn by the server, counts and facets are on the screen, and a click on a facet is heard. */
  usable: number
  /** The living map has drawn its circles and lines. */
  alive: number
}

/** Milliseconds since the navigation began, on the page's own clock. */
async function openMap(page: Page, address: string): Promise<Opened> {
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
  const alive = await page.waitForFunction(
    () => {
      const { asked, idle } = (window as unknown as { since: { asked: number; idle: number } }).since // set above
      return asked > 0 && idle > asked && idle
    },
    undefined,
    { timeout: 120_000 },
  )
  const usable = await page.evaluate(() => {
    const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[] // of this kind by name
    const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0
    // Scripts of type module have run when the document is complete.
    return Math.max(painted, visit?.domContentLoadedEventEnd ?? 0)
  })
  return { usable, alive: Number(await alive.jsonValue()) }
}

/** Each visit comes from elsewhere with an empty cache: taking down an earlier map is not part of opening one. */
async function measureOpening(
  visit: () => Promise<{ context: BrowserContext; page: Page }>,
  address: string,
  say: (line: string) => void,
) {
  const visits: Opened[] = []
  let most = 0
  for (let time = 0; time < VISITS; time++) {
    const { context, page } = await visit()
    const devtools = await context.newCDPSession(page)
    let bytes = 0
    await devtools.send('Network.enable')
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    visits.push(await openMap(page, address))
    most = Math.max(most, bytes)
    await context.close()
  }
  const usable = spreadOf(visits.map((visit) => visit.usable))
  say(showSpread(`the page usable, processor ${SLOWER} times slower, empty cache`, usable))
  say(showSpread('  and the living map drawn, without a graphics card', spreadOf(visits.map(({ alive }) => alive))))
  return [
    atMost('S6', 'transferred until the living map stands', most / 1e6, 'MB', 1.5),
    atMost('S6', `usable with a processor ${SLOWER} times slower, median`, usable.p50 / 1000, 's', 2),
  ]
}

/**
 * From the click to the frame after count, facets and map have changed. The pointer comes to the filter from elsewhere and rests a
 * fifth of a second before it clicks, as people do and as the page counts on.
 */
async function measureClicks(page: Page, say: (line: string) => void, how: string): Promise<number> {
  const times: number[] = []
  for (let click = 0; click < CLICKS; click++) {
    // Nobody clicks while the page still draws what they clicked before.
    await page.waitForTimeout(PAUSE)
    await page.evaluate((turn) => {
      for (const old of document.querySelectorAll('[data-next]')) old.removeAttribute('data-next')
      const boxes = [...document.querySelectorAll<HTMLInputElement>('[data-filters] input[type=checkbox]')]
      const free = boxes.filter((each) => !each.checked && each.checkVisibility())
      // Every other click takes the choice back, so that questions stay of one to a few filters.
      const box = turn % 2 === 1 ? boxes.find((each) => each.checked) : free[(turn * 7) % free.length]
      if (!box) throw new Error('explorer: there is no facet to click')
      box.closest('label')?.setAttribute('data-next', '')
    }, click)
    await page.mouse.move(...besideFilters)
    await page.locator('[data-next]').hover()
    await page.waitForTimeout(REST)
    times.push(await page.evaluate(clickAndWait))
  }
  const spread = spreadOf(times)
  say(showSpread(`a click on a facet until all is painted, ${how}`, spread))
  return spread.p95
}

/** Runs in the page; milliseconds. */
async function clickAndWait(): Promise<number> {
  const isAlive = document.querySelector('[data-map=ready]') !== null
  const words = () => document.querySelector('[data-part="count"]')?.textContent
  const [before, began] = [words(), performance.now()]
  const painted = new Promise<void>((done) => {
    if (isAlive) {
      const hear = () => {
        if (words() === before) return
        document.removeEventListener('mapidle', hear)
        // Said within the frame that shows it: the next one begins when it is painted.
        requestAnimationFrame(() => done())
      }
      document.addEventListener('mapidle', hear)
    } else
      new MutationObserver((_, watch) => {
        if (words() === before) return
        watch.disconnect()
        requestAnimationFrame(() => requestAnimationFrame(() => done()))
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  document.querySelector<HTMLInputElement>('[data-next] input')?.click()
  await painted
  return performance.now() - began
}
