import { assemble, type Shown, type Statement } from '#kernel/claims'
import { type ClaimedName, nameKinds, type OrganizationView } from '#kernel/organizations'

/**
 * What the statements about a government say of it now. A property of which nothing was ever said is left as it is; one of which
 * something was said, and nothing stands, is unknown. A name is always left: there is no government without one.
 */
export interface DerivedGovernment {
  id: string
  /** Properties of which something was said, whether it stands or not. */
  said: string[]
  name: string | null
  population: number | null
  longitude: number | null
  latitude: number | null
  existsFrom: string | null
  existsTo: string | null
  note: string | null
}

/** `29.76, -95.36` → degrees; undefined for anything else. */
export function readPosition(text: string): { latitude: number; longitude: number } | undefined {
  const [, latitude, longitude] = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text) ?? []
  if (latitude === undefined || longitude === undefined) return undefined
  const position = { latitude: Number(latitude), longitude: Number(longitude) }
  return Math.abs(position.latitude) <= 90 && Math.abs(position.longitude) <= 180 ? position : undefined
}

export function deriveGovernment(id: string, shown: Shown[]): DerivedGovernment {
  const first = (property: string) => shown.find((each) => each.property === property)?.values[0]
  const position = readPosition(first('position') ?? '')
  const population = first('population')
  return {
    id,
    said: shown.map((each) => each.property),
    name: first('name') || null,
    population: population !== undefined && /^\d+$/.test(population) ? Number(population) : null,
    longitude: position?.longitude ?? null,
    latitude: position?.latitude ?? null,
    existsFrom: first('exists.from') ?? null,
    existsTo: first('exists.to') ?? null,
    note: first('note') ?? null,
  }
}

/** A government as some statements have it, and not as is known now. What nobody ever stated has no past. */
export function governmentFrom(now: OrganizationView, statements: Statement[]): OrganizationView {
  const then = deriveGovernment(now.id, assemble(statements, {}, severalNames))
  const said = (property: string) => then.said.includes(property)
  return {
    ...now,
    name: then.name ?? now.name,
    ...(said('population') ? { population: then.population } : {}),
    ...(then.population !== now.population ? { populationYear: null } : {}),
    ...(said('position') ? { longitude: then.longitude, latitude: then.latitude } : {}),
    existsFrom: then.existsFrom ?? now.existsFrom,
    existsTo: then.existsTo ?? now.existsTo,
    note: then.note ?? now.note,
  }
}

/** Properties that hold a name beside the one that is shown; an organization may have several of each. */
export const nameProperties = nameKinds.map((kind) => `name.${kind}` as const)
export const severalNames: ReadonlySet<string> = new Set(nameProperties)

/** Names with language and period, of all that was said about one organization: those that stand. */
export const namesClaimed = (organizationId: string, statements: Statement[]): ClaimedName[] =>
  statements.flatMap((said) => {
    const kind = nameKinds.find((each) => said.property === `name.${each}`)
    if (!kind || said.retractedAt !== null || said.rank === 'deprecated') return []
    const { id: statementId, value: name, language, validFrom, validTo, sourceId } = said
    return [{ ...{ organizationId, name, language: language ?? '', kind, validFrom, validTo }, sourceId, statementId }]
  })

/** `indian-tribe` → `Indian tribe`: a word of our vocabularies as the beginning of a line. */
export const kindInWords = (kind: string): string => kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('-', ' ')
