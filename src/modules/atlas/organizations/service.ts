import type { ViewPlace } from '#kernel/views'
import { countDeskOrganizations } from './read.ts'
import { organizationsAsked } from './schema.ts'

/** The staff list of organizations, whose questions can be kept as views. */
export const organizationPlace: ViewPlace = {
  ...{ name: 'organizations', label: 'Organizations', path: '/desk/organizations', needs: 'atlas.organization.read' },
  asks: organizationsAsked,
  count: (db, viewer, asked) => countDeskOrganizations(db, viewer, organizationsAsked.parse(asked)),
}
