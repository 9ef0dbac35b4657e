export {
  findOrganization,
  getOrganization,
  listNames,
  listOrganizations,
  listOrganizationsNamed,
  listSuccessions,
  type NameView,
  type OrganizationView,
  type SuccessionView,
} from './read.ts'
export { type NewOrganization, newOrganization, type OrganizationKind, organizationKinds, usLevels } from './schema.ts'
export {
  type NewName,
  type NewSuccession,
  recordNames,
  recordOrganizations,
  recordSuccessions,
} from './write.ts'
