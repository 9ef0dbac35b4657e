import type { Answer } from '../explore/engine/answer.ts'

export interface CountedValue {
  value: string
  count: number
}

/** Values of a facet that occur in an answer, the most frequent first, what is unknown last. */
export function countedValues(answer: Answer, name: string): CountedValue[] {
  const facet = answer.facets.find((each) => each.name === name)
  return (facet?.values ?? [])
    .map((value, at) => ({ value, count: facet?.counts[at] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => Number(isUnknown(a)) - Number(isUnknown(b)) || b.count - a.count || (a.value < b.value ? -1 : 1))
}

/** The same without what is unknown: who or what is named at least once. */
export const namedValues = (answer: Answer, name: string): CountedValue[] =>
  countedValues(answer, name).filter((each) => !isUnknown(each))

const isUnknown = ({ value }: CountedValue): boolean => value === 'unknown'
