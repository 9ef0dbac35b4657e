import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { ModuleDoor, Services } from '#kernel/doors'
import { sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { BrowserParts } from './browser-parts.ts'
import { markSvg } from './shell/mark.tsx'
import { version } from './version.ts'

/** Addresses that are neither page nor API: assets, health, and what robots ask for. */
export function addPlainAddresses<Env extends object>(
  app: Hono<Env>,
  { database, config, live }: Services,
  modules: ModuleDoor[],
  browser: BrowserParts,
): void {
  app.get('/assets/mark.svg', (c) =>
    c.body(markSvg, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }),
  )
  app.get('/assets/*', (c) => {
    const acceptsGzip = (c.req.header('accept-encoding') ?? '').includes('gzip')
    const found = browser.answer(c.req.path, acceptsGzip)
    if (!found) throw notFound('platform.asset.unknown', 'There is no such file.')
    return found
  })
  app.get('/healthz', async (c) => {
    await database.read((db) => db.only(sql`select 1`))
    return c.json({ status: 'ok', version, database: database.pool.kind })
  })
  const topics = new Set(modules.flatMap((module) => module.liveTopics))
  app.get('/live/:topic', (c) => {
    const topic = c.req.param('topic')
    if (!topics.has(topic)) throw notFound('platform.live.unknown', 'There is no such topic to listen to.')
    return streamSSE(c, async (stream) => {
      const stop = live.subscribe(topic, (event) => {
        stream.writeSSE({ event: topic, data: JSON.stringify(event.data) }).catch(() => stop())
      })
      stream.onAbort(stop)
      // A comment line now and then keeps proxies from closing a quiet stream.
      while (!stream.aborted) {
        await stream.write(': still here\n\n')
        await stream.sleep(25_000)
      }
    })
  })
  app.get('/robots.txt', (c) => c.text(`User-agent: *\nDisallow: /desk\nSitemap: ${config.publicUrl}/sitemap.xml\n`))
  app.get('/sitemap.xml', async (c) => {
    const own = ['/', '/about', '/method', '/data']
    const theirs = await database.read(async (db) => {
      const lists: string[] = []
      for (const module of modules) lists.push(...(await module.siteMap(db)))
      return lists
    })
    const urls = [...own, ...theirs].map((path) => `<url><loc>${config.publicUrl}${path}</loc></url>`)
    return c.body(
      `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`,
      200,
      { 'content-type': 'application/xml' },
    )
  })
}
