import { z } from 'zod'

/** Governments of every level, and what they belong to. */
export const organizationKinds = [
  'country',
  'region-of-country',
  'state',
  'territory',
  'district',
  'county',
  'city',
  'town',
  'township',
  'tribe',
  'special-district',
  'foreign-city',
  'foreign-region',
  'network',
  'association',
  'office',
  'other',
] as const
export type OrganizationKind = (typeof organizationKinds)[number]

/** What a name beside the one that is shown is: the official one, one in use, or one of earlier days. */
export const nameKinds = ['official', 'alternate', 'former'] as const
export type NameKind = (typeof nameKinds)[number]

/** Kinds that are governments in the United States below the federal one, as people read them. */
export const usLevels: Partial<Record<OrganizationKind, string>> = {
  state: 'State',
  territory: 'Territory',
  district: 'Federal district',
  county: 'County',
  city: 'City',
  town: 'Town',
  township: 'Township',
  tribe: 'Tribe',
  'special-district': 'Special district',
}

const coordinate = (limit: number) => z.number().min(-limit).max(limit).optional()

export const newOrganization = z.object({
  id: z.string().min(1),
  kind: z.enum(organizationKinds),
  name: z.string().min(1),
  parentId: z.string().optional(),
  country: z.string().length(2).optional(),
  subdivision: z.string().optional(),
  longitude: coordinate(180),
  latitude: coordinate(90),
  population: z.number().int().min(0).optional(),
  populationYear: z.number().int().optional(),
  geonamesId: z.number().int().optional(),
  wikidataId: z.string().optional(),
  ocdId: z.string().optional(),
  geoid: z.string().optional(),
  biaId: z.string().optional(),
  website: z.string().optional(),
  existsFrom: z.string().default(''),
  existsTo: z.string().default(''),
  note: z.string().default(''),
  isSample: z.boolean().default(false),
})
export type NewOrganization = z.input<typeof newOrganization>
