import type { Draft, End } from '../drafts/schema.ts'
import { mostExplained } from '../matches/matching/decision.ts'
import { type Level, withoutGenericWords } from '../matches/matching/generic-words.ts'
import { matchPlace } from '../matches/matching/match-place.ts'
import { identified, type Spine } from '../spine/rules.ts'
import type { Entity } from '../spine/schema.ts'
import type { Answer, Candidate, Meant, NewMention, Reason } from './schema.ts'

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

/** What is known before a file is read: the spine, what people said of its source, and who has something on record with whom. */
interface Known {
  spine: Spine
  answers: Map<string, Answer>
  neighbors: Map<string, Set<string>>
}

// More partners of one name say no more, and each is asked for.
const mostPartners = 40

/** Names of the file, each asked once, with all that stand beside it anywhere in the file. */
export class Names {
  private readonly found = new Map<string, { meaning: Meant; mention: NewMention }>()
  private readonly beside = new Map<string, Map<string, End>>()
  /** What names mean by themselves, as far as anybody was asked. */
  private readonly alone = new Map<string, string | undefined>()
  private readonly plan: Known

  constructor(plan: Known) {
    this.plan = plan
  }

  /** Notes who stands beside whom; all rows must be heard before one is asked. */
  hear({ first, second }: Draft): void {
    if (!second) return
    for (const [one, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const known = this.beside.get(one.key) ?? new Map<string, End>()
      this.beside.set(one.key, known)
      if (known.size < mostPartners) known.set(other.key, other)
    }
  }

  meantOf(end: End, row: number): Meant {
    const known = this.found.get(end.key)
    if (known) {
      known.mention.rowCount += 1
      return known.meaning
    }
    const asked = meant(this.plan.spine, end, this.tiedTo(end))
    const meaning = this.answered(end.key, asked)
    this.found.set(end.key, { meaning, mention: mentionOf(end, row, asked) })
    return meaning
  }

  /** Everybody who has a tie on record with one of those that stand beside this name. */
  private tiedTo({ key }: End): Set<string> {
    const tied = new Set<string>()
    if (this.plan.neighbors.size === 0) return tied
    for (const other of this.beside.get(key)?.values() ?? [])
      for (const id of this.plan.neighbors.get(this.aloneMeant(other) ?? '') ?? []) tied.add(id)
    return tied
  }

  private aloneMeant(end: End): string | undefined {
    if (!this.alone.has(end.key))
      this.alone.set(end.key, this.answered(end.key, meant(this.plan.spine, end)).organizationId)
    return this.alone.get(end.key)
  }

  list(): NewMention[] {
    return [...this.found.values()].map(({ mention }) => mention)
  }

  /** What a person said goes before what a machine thinks. */
  private answered(key: string, asked: Meant): Meant {
    const answer = this.plan.answers.get(key)
    if (!answer) return asked
    if (answer.answer === 'none')
      return {
        ...asked,
        decision: 'none',
        organizationId: undefined,
        words: 'Somebody said that it means no government here.',
      }
    return {
      ...asked,
      decision: 'automatic',
      organizationId: answer.organizationId ?? undefined,
      words: 'Somebody said so.',
    }
  }
}

const mentionOf = (end: End, row: number, { decision, words, candidates, organizationId }: Meant): NewMention => ({
  key: end.key,
  name: end.name === '' ? end.id : end.name,
  country: end.country,
  region: end.region || (end.unreadRegion ?? ''),
  latitude: end.point?.latitude ?? null,
  longitude: end.point?.longitude ?? null,
  firstRow: row,
  rowCount: 1,
  decision,
  words,
  candidates,
  organizationId: organizationId ?? null,
  answer: null,
})
