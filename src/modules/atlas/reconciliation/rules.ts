import { siteName } from '#platform/i18n'
import { invalid } from '#platform/problem'
import { foldName } from '../matches/matching/normal-names.ts'
import { allTypes, describe, type Spine, typeOf } from '../spine/rules.ts'
import {
  type Condition,
  type Entity,
  type Found,
  isProperty,
  mostCandidates,
  type PropertyId,
  properties,
  type Query,
} from '../spine/schema.ts'
import {
  type ConditionBatch,
  type ConditionShape,
  largestBatch,
  type PlainQuery,
  type PropertyValues,
} from './schema.ts'

/** What of a list begins with some letters, or has a word that does; all of it for none. */
export function startingWith<Named extends { id: string; name: string }>(list: Named[], prefix: string): Named[] {
  const wanted = prefix.trim().toLowerCase()
  return list.filter(({ id, name }) =>
    [id, ...name.split(/[\s(]+/), name].some((word) => word.toLowerCase().startsWith(wanted)),
  )
}

const textOf = (value: PropertyValues): string[] =>
  [value].flat().map((each) => (typeof each === 'object' ? each.id : String(each)).trim())

const most = (limit: number | undefined): number => Math.max(1, Math.min(mostCandidates, Math.floor(limit ?? 10)))

/** A query of 0.1 or 0.2 in the words of the core. Properties nobody knows are left out: a client may send what other services use. */
export function fromPlain({ query, type, limit, properties: asked = [] }: PlainQuery): Query {
  const conditions = asked.flatMap(({ pid, v }) =>
    isProperty(pid) ? [conditionOf(pid, v, { isRequired: false, quantifier: 'any' })] : [],
  )
  const words = query?.trim() ?? ''
  return {
    names: words === '' ? [] : [words],
    ids: words === '' ? [] : [words],
    kinds: [type ?? []].flat(),
    conditions,
    limit: most(limit),
  }
}

/** A query of 1.0-draft. A condition on a property nobody knows is left out unless it is required: then nothing can meet it. */
export function fromConditions({ type, limit, conditions }: ConditionBatch['queries'][number]): Query {
  const of = (kind: ConditionShape['matchType']) => conditions.filter(({ matchType }) => matchType === kind)
  return {
    names: of('name').flatMap(({ propertyValue }) => textOf(propertyValue)),
    ids: of('id').flatMap(({ propertyValue }) => textOf(propertyValue)),
    kinds: type ? [type] : [],
    conditions: of('property').flatMap(({ propertyId = '', propertyValue, required, matchQuantifier }) => {
      if (isProperty(propertyId))
        return [
          conditionOf(propertyId, propertyValue, {
            isRequired: required ?? false,
            quantifier: matchQuantifier ?? 'any',
          }),
        ]
      if (!required) return []
      throw invalid('atlas.reconciliation.unknown-property', `There is no property “${propertyId}”.`, {
        propertyId: `Ask for one of ${Object.keys(properties).join(', ')}.`,
      })
    }),
    limit: most(limit),
  }
}

const conditionOf = (
  property: PropertyId,
  values: PropertyValues,
  rest: Pick<Condition, 'isRequired' | 'quantifier'>,
): Condition => ({ property, values: textOf(values), ...rest })

export const plainResult = (found: readonly Found[]) => ({
  result: found.map(({ entity, score, isMatch, features }) => ({
    id: entity.id,
    name: entity.name,
    description: describe(entity),
    type: [typeOf(entity.kind)],
    score,
    match: isMatch,
    features: features.map(({ id, value }) => ({ id, value })),
  })),
})

export const candidatesOf = (found: readonly Found[]) => ({
  candidates: found.map(({ entity, score, isMatch, features }) => ({
    id: entity.id,
    name: entity.name,
    description: describe(entity),
    lang: 'en',
    type: [typeOf(entity.kind)],
    score,
    match: isMatch,
    features,
  })),
})

const preview = { width: 420, height: 220 }
const shared = (origin: string) => ({
  name: `${siteName}: governments, tribes, countries and networks`,
  documentation: `${origin}/data/reconcile`,
  defaultTypes: allTypes.filter(({ id }) =>
    ['city', 'county', 'state', 'tribe', 'foreign-city', 'country'].includes(id),
  ),
  batchSize: largestBatch,
})

/** What the service says of itself to clients of 0.1 and 0.2. */
export const manifest = (origin: string) => ({
  versions: ['0.1', '0.2'],
  ...shared(origin),
  identifierSpace: `${origin}/governments/`,
  schemaSpace: `${origin}/data#codebook`,
  view: { url: `${origin}/governments/{{id}}` },
  preview: { url: `${origin}/embed/reconcile/{{id}}`, ...preview },
  suggest: Object.fromEntries(
    ['entity', 'property', 'type'].map((what) => [
      what,
      {
        service_url: origin,
        service_path: `/api/reconcile/suggest/${what}`,
        flyout_service_url: origin,
        // The specification's own placeholder.
        flyout_service_path: ['/api/reconcile/flyout/', what, '?id=$', '{id}'].join(''),
      },
    ]),
  ),
  extend: {
    propose_properties: { service_url: origin, service_path: '/api/reconcile/extend/propose' },
    property_settings: [],
  },
})

/** And to those of 1.0-draft, whose shape cannot be had in the same document. */
export const manifestOfDraft = (origin: string) => ({
  versions: ['1.0-draft'],
  ...shared(origin),
  lang: 'en',
  view: { url: `${origin}/governments/{id}` },
  preview,
  suggest: { entity: true, property: true, type: true },
  extend: { proposeProperties: true, propertySettings: [] },
  standardizedScore: true,
})

/** Entities of which a name begins with some letters, shorter names first, larger places before smaller ones of the same name. */
export function suggestEntities(spine: Spine, prefix: string): Entity[] {
  const wanted = foldName(prefix)
  if (wanted === '') return []
  const found = new Set<Entity>()
  for (let at = firstFrom(spine.names, wanted); at < spine.names.length && found.size < 1000; at++) {
    const each = spine.names[at]
    if (!each?.folded.startsWith(wanted)) break
    found.add(each.entity)
  }
  return [...found].sort(
    (a, b) => a.name.length - b.name.length || (b.population ?? 0) - (a.population ?? 0) || (a.id < b.id ? -1 : 1),
  )
}

function firstFrom(names: Spine['names'], wanted: string): number {
  let [low, high] = [0, names.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((names[middle]?.folded ?? '') < wanted) low = middle + 1
    else high = middle
  }
  return low
}
