import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import { answer } from '../../src/modules/atlas/explore/engine/answer.ts'
import { createAtlasBuilder } from '../../src/modules/atlas/explore/engine/build.ts'
import type { Question } from '../../src/modules/atlas/explore/engine/question.ts'
import { createWorld } from './world.ts'

const { rows, share, of } = workerData as { rows: number; share: number; of: number } // set by large.ts
const began = performance.now()

/** All engagements of one US place go to one worker, so that no arc is split between two. */
function isMine(place: string): boolean {
  let hash = 0
  for (let at = 0; at < place.length; at++) hash = (Math.imul(hash, 31) + place.charCodeAt(at)) | 0
  return Math.abs(hash) % of === share
}

const builder = createAtlasBuilder({ withText: false })
for (const row of createWorld(rows).rows()) if (isMine(row.facets.place?.[0] ?? '')) builder.add(row)
const index = builder.finish()
// What building leaves behind is not what the index needs: it is collected before memory is read.
setFlagsFromString('--expose-gc')
runInNewContext('gc')()
parentPort?.postMessage((performance.now() - began) / 1000)
// Title words have no place in this index: the questions of this benchmark ask without them.
parentPort?.on('message', (question: Question) =>
  parentPort?.postMessage(answer(index, { ...question, text: undefined })),
)
