import type { End } from '../drafts/schema.ts'
import { mostExplained } from '../matches/matching/decision.ts'
import { type Level, withoutGenericWords } from '../matches/matching/generic-words.ts'
import { matchPlace } from '../matches/matching/match-place.ts'
import { identified, type Spine } from '../spine/rules.ts'
import type { Entity } from '../spine/schema.ts'
import type { Candidate, Meant, Reason } from './schema.ts'

/** What a place of a row means: by its identifier if it has one we know, else by its name. The only way from here to the matcher. */
export function meant(spine: Spine, end: End, tied: ReadonlySet<string> = new Set()): Meant {
  const known = end.id === '' ? [] : identified(spine, end.id)
  const [only, another] = known
  if (only && !another)
    return {
      decision: 'automatic',
      words: `${end.id} is ${only.name}.`,
      candidates: [candidateOf(only, { words: `identifier ${end.id}`, probability: 1 })],
      organizationId: only.id,
    }
  if (end.name === '' || another)
    return {
      decision: another ? 'review' : 'none',
      words: another ? `${end.id} stands in more than one register.` : `Nobody here has the identifier ${end.id}.`,
      candidates: known.map((each) =>
        candidateOf(each, { words: `identifier ${end.id}`, probability: 1 / known.length }),
      ),
      organizationId: undefined,
    }
  const match = matchPlace(spine.governments, {
    name: end.name,
    countries: end.country === '' ? [] : [end.country],
    // Regions are read in the United States alone.
    subdivisions: end.region === '' ? [] : [`US-${end.region}`],
    ...(end.unreadRegion ? { unreadSubdivision: end.unreadRegion } : {}),
    ...(end.point ? { point: end.point } : {}),
    tied,
    ...levelOf(end),
  })
  const candidates = match.candidates.slice(0, mostExplained).map(({ place, probability, steps }) => ({
    id: place.id,
    // Rivals of one name are told apart by where they lie.
    name: [place.name, place.subdivision.replace(/^[A-Z]{2}-/, ''), place.country].filter(Boolean).join(', '),
    probability,
    reasons: steps.map((step) => ({ words: step.words, probability: step.probability })),
  }))
  return {
    decision: match.decision,
    words: match.words,
    candidates,
    organizationId: match.decision === 'automatic' ? candidates[0]?.id : undefined,
  }
}

const candidateOf = ({ id, name }: Entity, reason: Reason): Candidate => ({
  id,
  name,
  probability: reason.probability,
  reasons: [reason],
})

/** "Harbor County" says what it is; a word that could mean two levels says nothing. */
function levelOf({ name, country }: End): { level?: Level } {
  const [level, other] = country === 'US' ? withoutGenericWords(name).levels : []
  return level && !other ? { level } : {}
}
