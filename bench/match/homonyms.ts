import { buildGazetteer, type Gazetteer } from '../../src/modules/atlas/matches/matching/gazetteer.ts'
import { matchPlace } from '../../src/modules/atlas/matches/matching/match-place.ts'
import type { Mention } from '../../src/modules/atlas/matches/matching/scoring.ts'
import { type Homonym, usPlaces } from './samples.ts'

export interface HomonymFigures {
  /** Share of answers, with the state given, that are the place meant or its namesake in the same state. */
  readonly withState: number
  /** Share of names without a state on which the machine leaves the decision to a person. */
  readonly abstains: number
  /** Share of automatic decisions, with the state given, that are right. */
  readonly precision: number
}

/** E3. Two places of one name in one state are both right: the name and the state are all that was asked. */
export function judgeHomonyms(homonyms: readonly Homonym[]): HomonymFigures {
  const gazetteer = buildGazetteer(usPlaces())
  const rightFor = Map.groupBy(homonyms, (one) => one.text)
  const isRight = (one: Homonym, id: string | undefined) =>
    (rightFor.get(one.text) ?? []).some((other) => String(other.gold) === id)
  let [hits, abstained, automatic, right] = [0, 0, 0, 0]
  for (const one of homonyms) {
    const name = one.text.replace(/[,(].*$/, '').trim()
    const asked = { name, countries: ['US'], subdivisions: [one.state] }
    const told = decided(gazetteer, asked)
    if (isRight(one, told.best)) hits += 1
    if (told.isAutomatic) {
      automatic += 1
      if (isRight(one, told.best)) right += 1
    }
    const untold = decided(gazetteer, { ...asked, subdivisions: [] })
    if (!untold.isAutomatic) abstained += 1
  }
  return {
    withState: hits / homonyms.length,
    abstains: abstained / homonyms.length,
    precision: right / Math.max(1, automatic),
  }
}

function decided(gazetteer: Gazetteer, mention: Mention) {
  const match = matchPlace(gazetteer, mention)
  return { isAutomatic: match.decision === 'automatic', best: match.candidates[0]?.place.id }
}
