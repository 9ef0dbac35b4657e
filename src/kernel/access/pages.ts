import { routesFor } from '#platform/http'
import type { Viewer } from './schema.ts'

/** The words in which every module writes its addresses, bound to our kind of viewer. */
export const { routes, page, pageOf, form, download, arrival, endpoint, deedEndpoint, inquiry } = routesFor<Viewer>()
