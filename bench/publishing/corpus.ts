import { createRandom, oneOf, type Random } from '#test/random'
import { kindNames, pillars, regions, topics } from '../../src/modules/publications/works/schema.ts'

/** One work of the benchmark: the same for us and for the peer. */
export interface BenchWork {
  at: number
  slug: string
  kind: string
  title: string
  teaser: string
  text: string
  topics: string[]
  pillars: string[]
  regions: string[]
  language: string
  author: string
  publishedAt: string
}

const words =
  'city county state treaty partner harbor council mayor accord climate river border trade office visit letter school bridge network region'.split(
    ' ',
  )
const sentence = (random: Random, length: number) =>
  Array.from({ length }, () => oneOf(random, words))
    .join(' ')
    .replace(/^./, (letter) => letter.toUpperCase())

const some = (random: Random, of: object) => {
  const names = Object.keys(of)
  return [...new Set(Array.from({ length: 1 + Math.floor(random() * 2) }, () => oneOf(random, names)))]
}

/** Works over sixteen years by three hundred authors, a twentieth of them in Spanish. The same number gives the same works. */
export function makeWorks(count: number): BenchWork[] {
  const random = createRandom(20_261_129)
  return Array.from({ length: count }, (_, at) => ({
    at,
    slug: `bench-${at}`,
    kind: oneOf(random, kindNames),
    title: sentence(random, 7),
    teaser: `${sentence(random, 24)}.`,
    text: Array.from({ length: 6 }, () => `${sentence(random, 40)}.`).join('\n\n'),
    topics: some(random, topics),
    pillars: some(random, pillars),
    regions: some(random, regions),
    language: random() < 0.05 ? 'es' : 'en',
    author: `Author ${Math.floor(random() * 300)}`,
    publishedAt: new Date(Date.UTC(2010, 0, 1) + Math.floor(random() * 16 * 365 * 86_400_000)).toISOString(),
  }))
}

/** Addresses of lists as readers choose them: one to three filters, two views, further down. */
export function makeQuestions(count: number): string[] {
  const random = createRandom(7)
  const values: Record<string, () => string> = {
    topic: () => oneOf(random, Object.keys(topics)),
    pillar: () => oneOf(random, Object.keys(pillars)),
    region: () => oneOf(random, Object.keys(regions)),
    kind: () => oneOf(random, kindNames),
    year: () => String(2010 + Math.floor(random() * 16)),
    author: () => `Author ${Math.floor(random() * 300)}`,
    language: () => (random() < 0.2 ? 'es' : 'en'),
  }
  const questions = new Set<string>()
  while (questions.size < count) {
    const parameters = new URLSearchParams()
    for (let filters = Math.floor(random() * 4); filters > 0; filters -= 1) {
      const name = oneOf(random, Object.keys(values))
      parameters.set(name, values[name]?.() ?? '')
    }
    if (random() < 0.2) parameters.set('view', 'compact')
    if (random() < 0.2) parameters.set('shown', '48')
    questions.add(`/works${parameters.size > 0 ? `?${parameters}` : ''}`)
  }
  return [...questions]
}
