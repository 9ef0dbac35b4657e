import { isPartialDate } from '#kernel/claims'
import type { Holding } from '#kernel/holdings'
import { invalid } from '#platform/problem'
import { activities, legalStatuses, recognitions } from '../engagements/schema.ts'
import { readPosition } from '../governments/rules.ts'

/** What a reader said in their own words, wherever it went; the value that an editor put on record stays. */
export const correctionHoldings: Holding[] = [
  {
    table: 'claims.statements',
    title: 'Records that rest on what you told the editors',
    within: { table: 'atlas.corrections', on: "source_id = 'correction-' || parent.id" },
    by: { contributor: 'actor', judged_by: 'actor' },
    fate: {
      is: 'emptied',
      set: {
        quote: 'null',
        original_value: 'value',
        part: "'as told to the editors'",
        rank_reason: "case when rank_reason is null then null else 'An editor accepted it.' end",
      },
      why: 'The public record stays as an editor decided it; your words go.',
    },
  },
  {
    table: 'sources.sources',
    title: 'Sources that are what you told the editors',
    within: { table: 'atlas.corrections', on: "record.id = 'correction-' || parent.id" },
    fate: { is: 'emptied', set: { address: 'null' }, why: 'It says only that a reader told the editors, and when.' },
  },
  {
    table: 'atlas.corrections',
    title: 'Corrections you proposed',
    about: { contact: 'address', asked_by: 'actor' },
    by: { decided_by: 'actor' },
    fate: { is: 'erased' },
  },
]

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
