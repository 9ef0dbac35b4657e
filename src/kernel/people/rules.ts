import { isValidOn } from '#kernel/claims'

/**
 * Does the source let us say that this person held the post on `day`? A tenure whose end has passed is never shown as current,
 * and one without any end is shown with the day its source was read.
 */
export const isInOffice = (tenure: { validFrom: string; validTo: string }, day: string): boolean =>
  isValidOn(tenure.validFrom, tenure.validTo, day)
