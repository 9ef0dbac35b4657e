import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import chromium from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'

// The package's own list holds --single-process, with which pages that use WebGL crash.
const flags =
  '--headless --no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader --ignore-gpu-blocklist --disable-dev-shm-usage --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

export interface Visit {
  page: Page
  /** Opens an address of the site. */
  open(path: string): Promise<void>
  /** Saves what is on the screen to a temporary folder, for people to look at. */
  picture(name: string): Promise<void>
  /** Violations of WCAG 2.2 A and AA, and axe's best practices, in words. */
  axe(): Promise<string[]>
}

export interface Browsing {
  visit(options?: VisitOptions): Promise<Visit>
}

/** `isLiving` lets maps live. They are drawn without a graphics card here, which slows everything: only for stories about them. */
export type VisitOptions = BrowserContextOptions & { isLiving?: boolean }

/** A browser for the tests of one file. Requests to other hosts, errors on the console and anything the policy blocks fail the test. */
export function useBrowser(more: string[] = [], address = () => inject('address')): Browsing {
  let browser: Browser
  let contexts: BrowserContext[] = []
  let faults: string[] = []

  beforeAll(async () => {
    browser = await playwright.launch({
      executablePath: process.env.LEGATION_BROWSER ?? (await chromium.executablePath()),
      args: [...flags.split(' '), ...more],
    })
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    for (const context of contexts) await context.close()
    const found = faults
    contexts = []
    faults = []
    expect(found).toEqual([])
  })

  function watch(page: Page): void {
    page.on('console', (message) => {
      // Chromium itself logs every answer of 400 and above; such answers are part of some stories.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        faults.push(`console: ${message.text()}`)
    })
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (/^https?:$/.test(url.protocol) && url.origin !== new URL(address()).origin)
        faults.push(`request to another host: ${url.href}`)
    })
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? ''
      // A page left while it was still loading is no fault of it.
      if (why !== 'net::ERR_ABORTED') faults.push(`request failed: ${request.url()} ${why}`)
    })
  }

  return {
    async visit({ isLiving = false, ...options } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        reducedMotion: 'reduce',
        ...options,
      })
      contexts.push(context)
      if (!isLiving) await context.addInitScript('HTMLCanvasElement.prototype.getContext = () => null')
      const page = await context.newPage()
      watch(page)
      return {
        page,
        async open(path) {
          const answer = await page.goto(`${address()}${path}`, { waitUntil: 'load' })
          expect([path, answer?.status()]).toEqual([path, 200])
        },
        async picture(name) {
          const folder = join(tmpdir(), 'legation-pictures')
          mkdirSync(folder, { recursive: true })
          await page.screenshot({ path: join(folder, `${name}.png`), fullPage: false })
        },
        async axe() {
          // Our pages hold no frames, and only violations are read: both save most of the time.
          const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
          const { violations } = await builder.analyze()
          return violations.flatMap(({ id, nodes }) =>
            nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim()}`),
          )
        },
      }
    },
  }
}
