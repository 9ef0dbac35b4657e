/** Roles a grant may give. A visitor has none. */
export const roles = [
  'member',
  'local-leader',
  'federal-liaison',
  'facilitator',
  'editor',
  'reviewer',
  'staff',
  'body-admin',
  'security-officer',
] as const
export type Role = (typeof roles)[number]

export const roleMeanings: Record<Role, string> = {
  member: 'Belongs to a body and sees what it shows its members',
  'local-leader': 'Belongs to a government and acts for it',
  'federal-liaison': 'Works for a federal office and receives what local leaders address to it',
  facilitator: 'Leads conversations and task forces',
  editor: 'Writes and changes records',
  reviewer: 'Reads, checks and decides on what others propose',
  staff: 'Works for a body or the network',
  'body-admin': 'Runs a body: its people, lists, settings and rights',
  'security-officer': 'Ends sessions, handles lost devices and reads the log',
}

/** What a role reaches: everything, one body, one module, or one record. */
export const scopeKinds = ['network', 'body', 'module', 'record'] as const
export type ScopeKind = (typeof scopeKinds)[number]

/** What each role can reach: a member belongs to a body and to nothing else, a local leader to one government. */
export const roleScopes: Record<Role, readonly ScopeKind[]> = {
  member: ['body'],
  'local-leader': ['record'],
  'federal-liaison': ['network', 'body'],
  facilitator: ['network', 'body', 'module', 'record'],
  editor: ['network', 'body', 'module', 'record'],
  reviewer: ['network', 'body', 'module', 'record'],
  staff: ['network', 'body', 'module'],
  'body-admin': ['network', 'body'],
  'security-officer': ['network', 'body'],
}

/** A role with its scope and its term. */
export interface Grant {
  role: Role
  scopeKind: ScopeKind
  /** `*` for the network, else the id of the body, module or record. */
  scopeId: string
  startsOn: string
  endsOn: string | null
}

/** How a session was begun. */
export type SessionHow = 'link' | 'passkey' | 'oidc' | 'recovery' | 'persona'

/** Who looks. A visitor is nobody in particular. */
export interface Viewer {
  /** The broadest thing to be said of a viewer; rights come from grants, never from this. */
  role: 'visitor' | 'member' | 'staff'
  accountId: string | undefined
  personId: string | undefined
  name: string
  auditId: string
  grants: Grant[]
  sessionId: string | undefined
  /** When this session last proved that the person is there; sensitive deeds ask for a recent proof. */
  steppedUpAt: Date | undefined
  /** When this session was last used, to the nearest few minutes. */
  seenAt: Date | undefined
}

export const anonymous: Viewer = {
  role: 'visitor',
  accountId: undefined,
  personId: undefined,
  name: 'Visitor',
  auditId: 'visitor',
  grants: [],
  sessionId: undefined,
  steppedUpAt: undefined,
  seenAt: undefined,
}

/** The system itself: imports at first start, nightly jobs, the command line. */
export const system: Viewer = {
  ...anonymous,
  role: 'staff',
  name: 'Legation',
  auditId: 'system',
  grants: [
    { role: 'staff', scopeKind: 'network', scopeId: '*', startsOn: '2000-01-01', endsOn: null },
    { role: 'body-admin', scopeKind: 'network', scopeId: '*', startsOn: '2000-01-01', endsOn: null },
    { role: 'security-officer', scopeKind: 'network', scopeId: '*', startsOn: '2000-01-01', endsOn: null },
  ],
}

/** What a permission is asked for: a body and, where it matters, a record. */
export interface Target {
  bodyId?: string | undefined
  recordId?: string | undefined
  /** For what touches every body at once, such as rights over the network: only a grant over the network reaches it. */
  isNetworkWide?: boolean
}
