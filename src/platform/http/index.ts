export { readCookie } from './cookies.ts'
export { Page, type PageHead } from './page.tsx'
export { type Document, renderPage } from './render.tsx'
export {
  type Arrived,
  type Asked,
  type Before,
  type Deed,
  type Endpoint,
  type FormState,
  type Later,
  type Route,
  type Routes,
  redirect,
  routesFor,
  type SameWhile,
} from './routes.ts'
export { serve } from './serve.ts'
export type { FormValues, Site } from './site.ts'
