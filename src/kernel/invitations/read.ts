import { type Reader, sql } from '#platform/db'
import { secretHash } from '#platform/ids'
import type { InvitationView } from './schema.ts'

const view = sql`select invitation.id, body_id as "bodyId", body.name as "bodyName", invitation.name, address, role,
    invited_at as "invitedAt", expires_at as "expiresAt", accepted_at as "acceptedAt", withdrawn_at as "withdrawnAt"
  from access.invitations invitation join bodies.bodies body on body.id = body_id`

/** Invitations of the viewer's bodies, newest first; the walls decide which those are. */
export const listInvitations = (db: Reader): Promise<InvitationView[]> =>
  db.all(sql<InvitationView>`${view} order by invited_at desc, invitation.id desc limit 200`)

const isOpen = (now: Date) => sql`accepted_at is null and withdrawn_at is null and expires_at > ${now}`

/** The invitation that a code opens, while it is open. Asked with the whole sight: the code is the proof. */
export const findInvitationByCode = (db: Reader, code: string, now: Date): Promise<InvitationView | undefined> =>
  db.one(sql<InvitationView>`${view} where secret_hash = ${secretHash(code)} and ${isOpen(now)}`)

export const findOpenInvitation = (db: Reader, id: string, now: Date): Promise<InvitationView | undefined> =>
  db.one(sql<InvitationView>`${view} where invitation.id = ${id} and ${isOpen(now)}`)
