import { isPartialDate } from '#kernel/claims'
import { invalid } from '#platform/problem'
import { activities, legalStatuses, recognitions } from '../engagements/schema.ts'

const vocabularies: Record<string, readonly string[]> = {
  legal: legalStatuses,
  recognition: recognitions,
  activity: activities,
}

/** Refuses a value that the property cannot hold, and says which it can. */
export function checkValue(property: string, value: string): void {
  const allowed = vocabularies[property]
  if (allowed && !allowed.includes(value))
    throw invalid('atlas.correction.value', `Use one of: ${allowed.join(', ')}.`, {
      value: `Use one of: ${allowed.join(', ')}`,
    })
  if ((property === 'started' || property === 'ended') && !isPartialDate(value))
    throw invalid('atlas.correction.date', 'Write the date as 1978, 1978-05 or 1978-05-03.', {
      value: 'Write the date as 1978, 1978-05 or 1978-05-03',
    })
}
