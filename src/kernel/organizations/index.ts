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
export {
  type NameKind,
  type NewOrganization,
  nameKinds,
  newOrganization,
  type OrganizationKind,
  organizationKinds,
  usLevels,
} from './schema.ts'
export {
  type ClaimedName,
  type NewName,
  type NewSuccession,
  recordClaimedNames,
  recordNames,
  recordOrganizations,
  recordSuccessions,
} from './write.ts'
