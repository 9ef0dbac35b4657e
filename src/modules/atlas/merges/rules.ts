import type { Holding } from '#kernel/holdings'
import type { OrganizationKind, OrganizationView } from '#kernel/organizations'
import { conflict, invalid } from '#platform/problem'

export const mergeHoldings: Holding[] = [
  {
    table: 'atlas.merges',
    title: 'Reasons why two organizations are one that name you',
    about: { reason: 'text' },
    by: { merged_by: 'actor', undone_by: 'actor' },
    fate: {
      is: 'kept',
      why: 'The public record must say how it came about; your name and numbers go.',
      until: 'as long as the record stands',
      cutOut: ['reason'],
    },
    isToOthers: true,
  },
]

/**
 * Kinds that a register lists whole, each once, and that labels, states and countries hang from. Two of them are never one: where one became
 * the other, that is a succession.
 */
const spine: ReadonlySet<OrganizationKind> = new Set([
  ...(['country', 'region-of-country', 'state', 'territory', 'district'] as const),
  ...(['county', 'city', 'town', 'township', 'tribe'] as const),
])

export const isOfSpine = (kind: OrganizationKind): boolean => spine.has(kind)

/** Said on the page and in the refusal. */
export const spineReason =
  'Countries, states and American governments come from registers that list each of them once, so two of them are never one. Where one became the other, that is a succession, and both records stay.'

type Merged = Pick<
  OrganizationView,
  'id' | 'kind' | 'country' | 'subdivision' | 'geonamesId' | 'ocdId' | 'geoid' | 'biaId' | 'wikidataId'
>

const registers = {
  wikidataId: 'Wikidata',
  geonamesId: 'GeoNames',
  ocdId: 'Open Civic Data',
  geoid: 'the Census',
  biaId: 'the Bureau of Indian Affairs',
} as const

/** Refuses to make one of two records that cannot be the same organization. */
export function refuseTwo(one: Merged, other: Merged): void {
  if (one.id === other.id)
    throw invalid('atlas.merge.same', 'These are not two records but one.', { otherId: 'Choose another record' })
  if (isOfSpine(one.kind) || isOfSpine(other.kind)) throw conflict('atlas.merge.spine', spineReason)
  if (one.kind !== other.kind)
    throw conflict(
      'atlas.merge.kind',
      `One is a ${inWords(one.kind)}, the other a ${inWords(other.kind)}. Put the right kind on record first.`,
    )
  // Laws are compared with ties by country and state: made one, two records of one place touch the same laws as before.
  if (whereOf(one) !== whereOf(other))
    throw conflict('atlas.merge.place', `On record, one is ${whereOf(one)}, the other ${whereOf(other)}.`)
  for (const [property, register] of Object.entries(registers) as [keyof typeof registers, string][]) {
    const [first, second] = [one[property], other[property]]
    if (first !== null && second !== null && first !== second)
      throw conflict('atlas.merge.registered', `They are two entries of ${register}: ${first} and ${second}.`)
  }
}

const whereOf = ({ country, subdivision }: Merged): string =>
  country === 'US' ? `in ${subdivision ?? 'the United States'}` : country ? `in ${country}` : 'in no country'

const inWords = (kind: string): string => kind.replaceAll('-', ' ')
