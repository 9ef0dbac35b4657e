/** Builds the share of one worker, writes its snapshot and prints the questions: node … large-build.ts ROWS SHARE OF FILE STATES */
import { writeFileSync } from 'node:fs'
import { createAtlasBuilder } from '../../src/modules/atlas/explore/engine/build.ts'
import { saveSnapshot } from '../../src/modules/atlas/explore/engine/snapshot.ts'
import { drawQuestions } from './questions.ts'
import { createWorld } from './world.ts'

const [rows = 0, share = 0, of = 1] = process.argv.slice(2, 5).map(Number)
const [file = '', states = '1'] = process.argv.slice(5)

/** All engagements of one US place go to one worker, so that no arc is split between two. */
function isMine(place: string): boolean {
  let hash = 0
  for (let at = 0; at < place.length; at++) hash = (Math.imul(hash, 31) + place.charCodeAt(at)) | 0
  return Math.abs(hash) % of === share
}

const builder = createAtlasBuilder()
for (const row of createWorld(rows).rows()) if (isMine(row.facets.place?.[0] ?? '')) builder.add(row)
writeFileSync(file, new Uint8Array(saveSnapshot(builder.finish())))
// Drawn here, because the world they are drawn from takes more memory than an answer and would be measured with it.
process.stdout.write(JSON.stringify(drawQuestions(createWorld(1000), Number(states), 7)))
