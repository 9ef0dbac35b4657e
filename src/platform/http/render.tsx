import { setFlagsFromString } from 'node:v8'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { HeadContext, type PageHead } from './page.tsx'

// The elements of a page live as long as one answer. V8 sees some survive a cleaning in the middle of a large page, takes all of their kind for
// long-lived from then on, and every later cleaning of the young copies what they hold: 30 ms instead of 1, now and then, on any page.
setFlagsFromString('--no-allocation-site-pretenuring')

/** Builds the document around a rendered page; the application supplies it (masthead, styles, scripts). */
export type Document<Viewer> = (around: {
  head: PageHead
  content: string
  viewer: Viewer
  path: string
  url: URL
}) => VNode

/** A page component as a whole HTML document. */
export function renderPage<Viewer>(node: VNode, document: Document<Viewer>, viewer: Viewer, url: URL): string {
  const collected: { head: PageHead | undefined } = { head: undefined }
  const content = renderToString(<HeadContext.Provider value={collected}>{node}</HeadContext.Provider>)
  const head = collected.head ?? { title: 'Untitled' }
  return `<!doctype html>\n${renderToString(document({ head, content, viewer, path: url.pathname, url }))}`
}
