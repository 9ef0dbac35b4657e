import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import { answer } from '../../src/modules/atlas/explore/engine/answer.ts'
import type { Question } from '../../src/modules/atlas/explore/engine/question.ts'
import { loadSnapshot } from '../../src/modules/atlas/explore/engine/snapshot.ts'

const { file } = workerData as { file: string } // set by large.ts
const began = performance.now()
const load = () => {
  const { buffer, byteOffset, byteLength } = readFileSync(file)
  // A file of this size is read into a buffer of its own; a copy would stand beside the index.
  if (byteOffset !== 0 || byteLength !== buffer.byteLength) throw new Error('large: the snapshot shares its buffer')
  return loadSnapshot(buffer as ArrayBuffer) // read from a file, never shared between threads
}
const index = load()
// What loading leaves behind is not what the index needs: it is collected before memory is read, once nothing holds the file.
await setTimeout(100)
setFlagsFromString('--expose-gc')
runInNewContext('gc')()
parentPort?.postMessage((performance.now() - began) / 1000)
// The values of a facet are tens of thousands of words and always the same: they are sent once, then only their counts.
const values = answer(index).facets.map((facet) => facet.values)
parentPort?.postMessage(values)
parentPort?.on('message', (question: Question) => {
  const whole = answer(index, question)
  parentPort?.postMessage({ ...whole, facets: whole.facets.map((facet) => ({ ...facet, values: [] })) })
})
