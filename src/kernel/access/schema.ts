/** Who looks. A visitor is nobody in particular; issue by issue more kinds join. */
export interface Viewer {
  role: 'visitor' | 'staff'
  accountId: string | undefined
  name: string
  auditId: string
}

export const anonymous: Viewer = { role: 'visitor', accountId: undefined, name: 'Visitor', auditId: 'visitor' }

/** The system itself: imports at first start, nightly jobs. */
export const system: Viewer = { role: 'staff', accountId: undefined, name: 'Legation', auditId: 'system' }
