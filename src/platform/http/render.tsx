import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { HeadContext, type PageHead } from './page.tsx'

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
