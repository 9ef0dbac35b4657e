/** Front door: what other modules may use, name by name. */
export { getEngagement, listEngagements } from './engagements/read.ts'
export type { EngagementView, PartyView } from './engagements/schema.ts'
