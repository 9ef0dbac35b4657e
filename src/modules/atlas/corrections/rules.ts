import { isPartialDate } from '#kernel/claims'
import { invalid } from '#platform/problem'
import { activities, legalStatuses, recognitions } from '../engagements/schema.ts'
import { readPosition } from '../governments/rules.ts'

const datedProperties = new Set(['started', 'ended', 'exists.from', 'exists.to'])

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
  if (property === 'population' && !/^\d{1,10}$/.test(value))
    throw invalid('atlas.correction.number', 'Write the population as digits only.', {
      value: 'Digits only, such as 12500',
    })
  if (property === 'position' && !readPosition(value))
    throw invalid('atlas.correction.position', 'Write the position as latitude, longitude.', {
      value: 'Such as 29.763, -95.363',
    })
  if (datedProperties.has(property) && !isPartialDate(value))
    throw invalid('atlas.correction.date', 'Write the date as 1978, 1978-05 or 1978-05-03.', {
      value: 'Write the date as 1978, 1978-05 or 1978-05-03',
    })
}
