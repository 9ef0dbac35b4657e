import type { Hono } from 'hono'
import type { ModuleDoor, Services } from '#kernel/doors'
import { sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { BrowserParts } from './browser-parts.ts'
import { markSvg } from './shell/mark.tsx'
import { version } from './version.ts'

/** Addresses that are neither page nor API: assets, health, and what robots ask for. */
export function addPlainAddresses<Env extends object>(
  app: Hono<Env>,
  { database, config }: Services,
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
