import type { Clocks } from '#kernel/claims'
import type { ClocksAsked } from '../engagements/schema.ts'

/** The dates of an address as the two clocks of a question. */
export const clocksOf = ({ asOf, knownAt }: ClocksAsked): Clocks => ({ onDay: asOf, knownAt })
