export { deedEndpoint, download, endpoint, form, page, pageOf, routes } from './pages.ts'
export { findViewer, type HolderView, listGrantsOf, listHolders, listSessions, type SessionView } from './read.ts'
export {
  allow,
  bodiesOf,
  isCurrent,
  listPermissions,
  mayDo,
  type Permission,
  reaches,
  registerPermissions,
  requireStepUp,
  sightOf,
} from './rules.ts'
export {
  anonymous,
  type Grant,
  type Role,
  roleMeanings,
  roles,
  type ScopeKind,
  type SessionHow,
  scopeKinds,
  system,
  type Target,
  type Viewer,
} from './schema.ts'
export {
  addressHash,
  beginSession,
  endOwnSessions,
  endSession,
  grantRole,
  newStaffLink,
  revokeGrant,
  sendLink,
  useLink,
} from './write.ts'
