import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { LRUCache } from 'lru-cache'
import { unavailable } from '#platform/problem'
import type { Answer, Asked, Question } from './csl-worker.ts'
import { type Cited, type Cluster, type Fault, type Reference, referenceOf } from './schema.ts'

export { type Cite, type Cited, type Cluster, type Fault, type Reference, referenceOf, type Words } from './schema.ts'

/** A style or sources that cannot be read, with the sentence that says why. */
export class Unreadable extends Error {}

const own = (name: string) => readFileSync(new URL(`./styles/${name}.csl`, import.meta.url), 'utf8')
const require = createRequire(import.meta.url)
const given: { apa: string } = require('@citation-js/plugin-csl/lib/styles.json')

/** Styles that every installation has: what they are called, and their text in CSL 1.0.2. */
export const shippedStyles: Record<string, { title: string; isNote: boolean; csl: string }> = {
  'chicago-notes': { title: 'Chicago (notes and bibliography)', isNote: true, csl: own('chicago-notes') },
  apa: { title: 'APA, 7th edition', isNote: false, csl: given.apa },
  bluebook: { title: 'Bluebook (law review notes)', isNote: true, csl: own('bluebook') },
}

/**
 * What a style makes of the citations of a text: each cluster in the order of the text, and the list of sources (CSL 1.0.2). Made on
 * another thread, the same text once; null when the style does not get on with the sources.
 */
export function citeBy(
  style: string,
  text: { language: string; references: Reference[]; clusters: Cluster[] },
): Promise<Cited | null> {
  const { language, references, clusters } = text
  const question: Question = { deed: 'cite', style, language, references, clusters }
  const key = createHash('sha256').update(JSON.stringify(question)).digest('base64url')
  return made.forceFetch(key, { context: question }).catch((error: unknown) => {
    if (error instanceof Unreadable) return null
    throw error
  })
}

/** What was made last; a text of five hundred citations takes a hundred kB. */
const made = new LRUCache<string, Cited, Question>({
  max: 200,
  ignoreFetchAbort: true,
  fetchMethod: (_key, _old, { context }) => ask<Cited>(context),
})

/** The title of a style and whether it makes notes, after it was tried; throws `Unreadable`. */
export const readStyle = (style: string): Promise<{ title: string; isNote: boolean }> => ask({ deed: 'style', style })

/** A source as a reference manager takes it up. */
export const writeReference = (format: 'bibtex' | 'ris', reference: Reference): Promise<string> =>
  ask({ deed: 'write', format, reference })

/**
 * Sources as people have them: BibTeX, RIS, CSL-JSON, or what a DOI registry answers. Each is read by itself, so that one that is broken
 * is named with its line and the others are taken.
 */
export async function readReferences(text: string): Promise<{ references: Reference[]; faults: Fault[] }> {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  const { given, faults } = /^[[{]/.test(start)
    ? readJson(start)
    : await ask<{ given: unknown[]; faults: Fault[] }>(entriesOf(text))
  const references = given.flatMap((each) => referenceOf(each) ?? [])
  if (references.length < given.length)
    faults.push({ line: 1, says: `${given.length - references.length} of them name neither a title nor an author` })
  return { references, faults }
}

/** CSL-JSON, one source or a list; a registry wraps it as `message`. */
function readJson(text: string): { given: unknown[]; faults: Fault[] } {
  try {
    const read: unknown = JSON.parse(text)
    const inner = typeof read === 'object' && read !== null && 'message' in read ? read.message : read
    return { given: Array.isArray(inner) ? inner : [inner], faults: [] }
  } catch (error) {
    const at = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? 0)
    return { given: [], faults: [{ line: text.slice(0, at).split('\n').length, says: 'this is not JSON' }] }
  }
}

/** Where each entry begins: `@book{` of BibTeX, `TY  -` of RIS. */
function entriesOf(text: string): Question {
  const isRis = /^TY {2}- /m.test(text)
  const begins = isRis ? /^TY {2}- / : /^\s*@\s*\w+\s*[{(]/
  const entries: { line: number; text: string }[] = []
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const last = entries.at(-1)
    if (begins.test(line)) entries.push({ line: at + 1, text: line })
    else if (last) last.text += `\n${line}`
  }
  return {
    deed: 'read',
    format: isRis ? 'ris' : 'bibtex',
    entries: entries.filter(({ text }) => !/^\s*@\s*(?:comment|preamble)\b/i.test(text)),
  }
}

/** A style or a source can be made to run for ever: then the thread is ended, and the next question begins another. */
const patience = 20_000
const mostWaiting = 200
let worker: Worker | undefined
let calls = 0
const waiting = new Map<number, { done(said: never): void; fail(error: Error): void; timer: NodeJS.Timeout }>()

async function ask<T>(question: Question): Promise<T> {
  if (waiting.size >= mostWaiting)
    throw unavailable('platform.csl.busy', 'Too many lists of sources are being made just now. Try again in a minute.')
  worker ??= startWorker()
  const call = ++calls
  return new Promise<T>((done, fail) => {
    const timer = setTimeout(() => endWorker(new Unreadable('it took too long')), patience)
    waiting.set(call, { done, fail, timer })
    worker?.postMessage({ ...question, call } satisfies Asked)
  })
}

/** Started with the first question; it holds no process open. */
function startWorker(): Worker {
  const started = new Worker(new URL('./csl-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  })
  started.unref()
  started.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.call)
    waiting.delete(answer.call)
    clearTimeout(asked?.timer)
    if ('said' in answer) asked?.done(answer.said as never)
    else asked?.fail(new Unreadable(answer.fault))
  })
  started.on('error', () => endWorker(new Unreadable('it needs more memory than there is')))
  return started
}

function endWorker(why: Error): void {
  void worker?.terminate()
  worker = undefined
  for (const { fail, timer } of waiting.values()) {
    clearTimeout(timer)
    fail(why)
  }
  waiting.clear()
}
