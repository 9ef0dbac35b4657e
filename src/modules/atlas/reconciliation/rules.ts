import { invalid } from '#platform/problem'
import { foldName } from '../matches/matching/normal-names.ts'
import type { Spine } from '../spine/rules.ts'
import { type Condition, type Entity, mostCandidates, type Query } from '../spine/schema.ts'
import {
  type Answer,
  type ConditionBatch,
  type ConditionShape,
  type Core,
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
export function fromPlain({ properties }: Core, { query, type, limit, properties: asked = [] }: PlainQuery): Query {
  const conditions = asked.flatMap(({ pid, v }) =>
    properties.some(({ id }) => id === pid) ? [conditionOf(pid, v, { isRequired: false, quantifier: 'any' })] : [],
  )
  const words = query?.trim() ?? ''
  return {
    names: words === '' ? [] : [words],
    ids: words === '' ? [] : [words],
    // OpenRefine says an empty type when none was chosen and a record of it is kept.
    kinds: [type ?? []].flat().filter((each) => each !== ''),
    conditions,
    limit: most(limit),
  }
}

/** A query of 1.0-draft. A condition on a property nobody knows is left out unless it is required: then nothing can meet it. */
export function fromConditions(
  { properties }: Core,
  { type, limit, conditions }: ConditionBatch['queries'][number],
): Query {
  const of = (kind: ConditionShape['matchType']) => conditions.filter(({ matchType }) => matchType === kind)
  return {
    names: of('name').flatMap(({ propertyValue }) => textOf(propertyValue)),
    ids: of('id').flatMap(({ propertyValue }) => textOf(propertyValue)),
    kinds: type ? [type] : [],
    conditions: of('property').flatMap(({ propertyId = '', propertyValue, required, matchQuantifier }) => {
      if (properties.some(({ id }) => id === propertyId))
        return [
          conditionOf(propertyId, propertyValue, {
            isRequired: required ?? false,
            quantifier: matchQuantifier ?? 'any',
          }),
        ]
      if (!required) return []
      throw invalid('atlas.reconciliation.unknown-property', `There is no property “${propertyId}”.`, {
        propertyId: `Ask for one of ${properties.map(({ id }) => id).join(', ')}.`,
      })
    }),
    limit: most(limit),
  }
}

const conditionOf = (
  property: string,
  values: PropertyValues,
  rest: Pick<Condition, 'isRequired' | 'quantifier'>,
): Condition => ({ property, values: textOf(values), ...rest })

export const plainResult = (answers: readonly Answer[]) => ({
  result: answers.map(({ id, name, description, type, score, isMatch, features }) => ({
    ...{ id, name, description, type: [type], score, match: isMatch },
    features: features.map((each) => ({ id: each.id, value: each.value })),
  })),
})

export const candidatesOf = (answers: readonly Answer[]) => ({
  candidates: answers.map(({ id, name, description, type, score, isMatch, features }) => ({
    ...{ id, name, description, lang: 'en', type: [type], score, match: isMatch, features },
  })),
})

const preview = { width: 420, height: 220 }
const shared = ({ name, documentation, defaultTypes }: Core) => ({
  ...{ name, documentation, defaultTypes, batchSize: largestBatch },
})

/** What the service says of itself to clients of 0.1 and 0.2. */
export const manifest = (origin: string, core: Core) => ({
  versions: ['0.1', '0.2'],
  ...shared(core),
  identifierSpace: core.identifierSpace,
  schemaSpace: core.schemaSpace,
  view: { url: core.view('{{id}}') },
  preview: { url: core.preview('{{id}}'), ...preview },
  suggest: Object.fromEntries(
    ['entity', 'property', 'type'].map((what) => [
      what,
      {
        service_url: origin,
        service_path: `${core.base}/suggest/${what}`,
        flyout_service_url: origin,
        // The specification's own placeholder.
        flyout_service_path: [core.base, '/flyout/', what, '?id=$', '{id}'].join(''),
      },
    ]),
  ),
  extend: {
    propose_properties: { service_url: origin, service_path: `${core.base}/extend/propose` },
    property_settings: [],
  },
})

/** And to those of 1.0-draft, whose shape cannot be had in the same document. */
export const manifestOfDraft = (core: Core) => ({
  versions: ['1.0-draft'],
  ...shared(core),
  lang: 'en',
  view: { url: core.view('{id}') },
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
