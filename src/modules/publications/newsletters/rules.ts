import { contrast } from '#kernel/bodies'
import { invalid } from '#platform/problem'

const enough = 4.5

/** Buttons are white on the accent, and links are the accent on white: both must be read. */
export function refusePale(accent: string): void {
  const found = contrast(accent, '#ffffff')
  if (found < enough)
    throw invalid('publications.newsletter.accent', 'White words on this color could not be read by everybody.', {
      accent: `Choose a darker color: its contrast with white is ${found.toFixed(1)}, and must be ${enough} or more`,
    })
}
