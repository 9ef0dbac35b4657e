import { gzipSync } from 'node:zlib'
import { createRandom } from '#test/random'
import { answer } from '../../src/modules/atlas/explore/engine/answer.ts'
import type { AtlasIndex } from '../../src/modules/atlas/explore/engine/columns.ts'
import { GRID_BITS } from '../../src/modules/atlas/explore/engine/mercator.ts'
import type { Question } from '../../src/modules/atlas/explore/engine/question.ts'
import { tile, tileCells } from '../../src/modules/atlas/explore/engine/tiles.ts'
import { atMost, type Bar, showSpread, spreadOf } from '../support/bars.ts'
import { timed } from '../support/timing.ts'

const TILES = 300
const PARTED_TILES = 280

export function timeTiles(
  index: AtlasIndex,
  questions: readonly Question[],
  bars: Bar[],
  say: (line: string) => void,
): void {
  const random = createRandom(7)
  const { points } = index.base.part
  const times: number[] = []
  let heaviest = 0
  for (let made = 0; made < TILES; made++) {
    const z = made % 15
    const point = Math.floor(random() * points.x.length)
    const question = questions[made % questions.length] ?? {}
    const [x, y] = [(points.x[point] ?? 0) >>> (GRID_BITS - z), (points.y[point] ?? 0) >>> (GRID_BITS - z)]
    let bytes = new Uint8Array()
    times.push(timed(() => (bytes = tile(index, question, z, x, y))))
    heaviest = Math.max(heaviest, gzipSync(bytes).length)
  }
  const spread = spreadOf(times.slice(15))
  say(showSpread('atlas engine, filtered tile, zooms 0 to 14', spread))
  bars.push(
    atMost(
      'Q2',
      'rows lost or doubled over all tiles of zooms 0 to 7, and in 280 sampled tiles of zooms 7 to 13 against their four parts',
      lostInTiles(index, questions) + lostInParts(index, questions),
      '',
      0,
    ),
  )
  bars.push(atMost('S3', 'filtered tile at the 95th percentile', spread.p95, 'ms', 8))
  bars.push(atMost('S3', 'heaviest tile, gzip', heaviest / 1000, 'kB', 50))
}

/** Every tile that has a point, for one filter per zoom; all others are empty by construction of the point ranges. */
export function lostInTiles(index: AtlasIndex, questions: readonly Question[]): number {
  const { points } = index.base.part
  let wrong = 0
  // Deeper zooms have more tiles than are worth scanning one by one.
  for (let z = 0; z <= 7; z++) {
    const question = questions[z * 3] ?? {}
    const tiles = new Set<number>()
    for (let at = 0; at < points.x.length; at++)
      tiles.add(((points.y[at] ?? 0) >>> (GRID_BITS - z)) * 2 ** z + ((points.x[at] ?? 0) >>> (GRID_BITS - z)))
    let sum = 0
    for (const name of tiles)
      for (const { count } of tileCells(index, question, z, name % 2 ** z, Math.floor(name / 2 ** z))) sum += count
    const { total, unlocated } = answer(index, question)
    wrong += Math.abs(total - unlocated - sum)
  }
  return wrong
}

/** A tile must hold what its four parts at the next zoom hold together. */
export function lostInParts(index: AtlasIndex, questions: readonly Question[]): number {
  const random = createRandom(11)
  const { points } = index.base.part
  const rowsIn = (question: Question, z: number, x: number, y: number) =>
    tileCells(index, question, z, x, y).reduce((sum, { count }) => sum + count, 0)
  let wrong = 0
  for (let made = 0; made < PARTED_TILES; made++) {
    const z = 7 + (made % 7)
    const point = Math.floor(random() * points.x.length)
    const question = questions[made % questions.length] ?? {}
    const [x, y] = [(points.x[point] ?? 0) >>> (GRID_BITS - z), (points.y[point] ?? 0) >>> (GRID_BITS - z)]
    let parts = 0
    for (const [right, down] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const)
      parts += rowsIn(question, z + 1, 2 * x + right, 2 * y + down)
    wrong += Math.abs(rowsIn(question, z, x, y) - parts)
  }
  return wrong
}
