import { expect, inject, test } from 'vitest'
import { useBrowser } from './support/browser.ts'

const browsing = useBrowser()

const fixed = [
  '/',
  '/map',
  '/map?view=table',
  '/map?view=matrix',
  '/map?view=network',
  '/map?view=timeline',
  '/map?view=compare',
  '/map/changes',
  '/map?view=compare&country=JP&country=MX&country=CN&country=DE',
  '/embed/map',
  '/governments',
  '/countries',
  '/countries/jp',
  '/networks',
  '/rules',
  '/gaps',
  '/coverage',
  '/governments?asOf=1990-01-01&knownAt=2026-11-28',
  '/search?q=houston',
  '/gallery',
  '/sign-in',
  '/bodies/center',
  '/about',
  '/method',
  '/data',
  '/data/reconcile',
  '/embed/reconcile/us-tx',
  '/works',
  '/works?view=compact&topic=china',
  '/topics',
  '/topics/city-and-state-diplomacy',
  '/works/sample-ports-and-partners',
  '/works/sample-ports-and-partners/editions',
  '/works/sample-event-water-and-cities',
  '/works/sample-event-reading-old-agreements',
  '/programs',
  '/programs/alliances',
  '/newsroom',
  '/releases',
  '/newsletters',
  '/newsletters/sample-letter',
  '/newsletters/sample-letter/1',
  '/subscriptions/asked',
  '/map?coverage=states',
]

/** One record of each kind, found through the API. */
async function records(): Promise<string[]> {
  const first = async (path: string) => {
    const { data } = (await (await fetch(`${inject('address')}/api/v1/${path}`)).json()) as { data: { id: string }[] } // described by the OpenAPI document
    return data[0]?.id ?? ''
  }
  const engagement = await first('engagements?limit=1')
  return [
    `/engagements/${engagement}`,
    `/corrections/new?kind=engagement&id=${engagement}`,
    `/governments/${await first('governments?limit=1')}`,
    `/networks/${await first('networks')}`,
  ]
}

for (const width of [1280, 320])
  test(`axe finds nothing on any page at ${width} pixels, and no page is wider than the screen`, {
    timeout: 400_000,
  }, async () => {
    const paths = [...fixed, ...(await records())]
    const plain = await browsing.visit({ viewport: { width, height: 900 } })
    const living = await browsing.visit({ viewport: { width, height: 900 }, isLiving: true })
    const found: Record<string, string[]> = {}
    for (const [path, { page, open, axe }] of [
      ...paths.map((each) => [each, plain] as const),
      ...['/map', '/embed/map'].map((each) => [each, living] as const),
    ]) {
      await open(path)
      if (page === living.page) await page.locator('[data-map-frame] .maplibregl-canvas').waitFor()
      const violations = await axe()
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (overflow > 0) violations.push(`wider than the screen by ${overflow} pixels`)
      if (violations.length > 0) found[path] = violations.slice(0, 5)
    }
    expect(found).toEqual({})
  })

test('nothing moves for who asks for less motion, not even the layout when a screen is turned', async () => {
  const moving = async (reducedMotion: 'reduce' | 'no-preference') => {
    const { page, open } = await browsing.visit({ reducedMotion })
    await open('/map?view=table')
    return page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((each) => {
          const { transitionDuration, animationName } = getComputedStyle(each)
          return transitionDuration !== '0s' || animationName !== 'none'
        }).length,
    )
  }
  expect(await moving('reduce')).toBe(0)
  expect(await moving('no-preference')).toBeGreaterThan(0)
})
