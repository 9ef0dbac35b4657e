export { findInvitationByCode, listInvitations } from './read.ts'
export { stateOf } from './rules.ts'
export { type InvitationView, invitedAs, newInvitation } from './schema.ts'
export { acceptInvitation, askToAccept, sendInvitation, withdrawInvitation } from './write.ts'
