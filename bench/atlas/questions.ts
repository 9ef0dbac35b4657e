import { createRandom, oneOf, type Random } from '#test/random'
import { type Question, yearsBrush } from '../../src/modules/atlas/explore/engine/question.ts'
import type { World } from './world.ts'

/**
 * Random states of the page: some with nothing set, most with one to three filters of one to three values, half with a
 * viewport, some with text, a brush, a day of force or a past state of knowledge. Always the same ones for the same seed.
 */
export function drawQuestions(world: World, count: number, seed = 99): Question[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => drawQuestion(world, random))
}

function drawQuestion(world: World, random: Random): Question {
  const names = Object.keys(world.vocabulary)
  const facets: Record<string, string[]> = {}
  const filters = Math.floor(random() * 4)
  while (Object.keys(facets).length < filters) {
    const name = oneOf(random, names)
    const draw = world.vocabulary[name]
    if (draw) facets[name] = [...new Set(Array.from({ length: 1 + Math.floor(random() * 3) }, () => draw(random)))]
  }
  const from = 1950 + Math.floor(random() * 70)
  const zoom = 1 + Math.floor(random() * 7)
  const width = Math.min(360, 1440 / 2 ** zoom)
  const west = -130 + random() * 60 - width / 2
  const south = 20 + random() * 25 - width / 4
  return {
    facets,
    zoom,
    limit: 20,
    arcs: 200,
    ...(random() < 0.2 ? { text: drawText(world, random) } : {}),
    ...(random() < 0.3
      ? { starts: yearsBrush(from, from + Math.floor(random() * 30)), includeUndated: random() < 0.5 }
      : {}),
    ...(random() < 0.15 ? { asOf: Math.floor(random() * 20_000) } : {}),
    ...(random() < 0.1 ? { knownAt: 1_704_067_200 + Math.floor(random() * 89_000_000) } : {}),
    ...(random() < 0.5
      ? { viewport: { west, east: west + width, south: Math.max(-85, south), north: Math.min(85, south + width / 2) } }
      : {}),
    ...(random() < 0.2 ? { withinViewport: true } : {}),
  }
}

function drawText(world: World, random: Random): string {
  const word = oneOf(random, world.words)
  if (random() < 0.5) return word.slice(0, 2 + Math.floor(random() * 4))
  return random() < 0.5 ? `${word} ` : `${oneOf(random, world.words)} ${word}`
}
