import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import type { Cite, Cited, Cluster, Fault, Reference, Words } from './schema.ts'

/** What this thread is asked. */
export type Question =
  | { deed: 'cite'; style: string; language: string; references: Reference[]; clusters: Cluster[] }
  | { deed: 'style'; style: string }
  | { deed: 'write'; format: 'bibtex' | 'ris'; reference: Reference }
  | { deed: 'read'; format: 'bibtex' | 'ris'; entries: { line: number; text: string }[] }
export type Asked = Question & { call: number }
export type Answer = { call: number } & ({ said: unknown } | { fault: string })

// Packages of the age before modules, of which none says its types.
const require = createRequire(import.meta.url)
// biome-ignore lint/suspicious/noExplicitAny: the processor is written in the manner of 2009
type Untyped = any

const processor: Untyped = require('citeproc')
const locales: Record<string, string> = require('@citation-js/plugin-csl/lib/locales.json')

// Runs of words between characters that no text holds: what a style does to its output in HTML, without HTML.
const [open, close] = ['\u0001', '\u0002']
const bare = '%%STRING%%'
const within = (manner: string) => `${open}${manner}${bare}${close}`
processor.Output.Formats.words = {
  ...processor.Output.Formats.text,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those that mark runs
  text_escape: (text = '') => text.replace(/[\u0001\u0002]/g, ''),
  bibstart: '',
  bibend: '',
  '@font-style/italic': within('e'),
  '@font-style/oblique': within('e'),
  '@font-weight/bold': within('s'),
  '@vertical-align/sup': within('r'),
  '@bibliography/entry': (_state: Untyped, entry: string) => entry,
}
const manners: Record<string, Exclude<Words['manner'], undefined>> = { e: 'emphasis', s: 'strong', r: 'raised' }

/** What the processor says instead of a source of which its style prints nothing. */
const nothingPrinted = /\[NO_PRINTED_FORM\]|\[CSL STYLE ERROR/

function wordsOf(output: string): Words[] {
  if (nothingPrinted.test(output)) return []
  const within: string[] = []
  const words: Words[] = []
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those that mark runs
  for (const token of output.trim().match(/\u0001[esr]|\u0002|[^\u0001\u0002]+/g) ?? []) {
    if (token === close) within.pop()
    else if (token.startsWith(open)) within.push(token.slice(1))
    else {
      const manner = manners[within[0] ?? '']
      words.push(...linked(token).map((each) => (manner ? { ...each, manner } : each)))
    }
  }
  return words
}

/** Addresses lead where they say; what ends the sentence is not part of them. */
const linked = (text: string): Words[] =>
  text
    .split(/(https?:\/\/[^\s<>"”]*[^\s<>"”.,;:)\]])/)
    .filter((part) => part !== '')
    .map((part) => (/^https?:\/\//.test(part) ? { text: part, href: part } : { text: part }))

/** Engines by style and language: making one takes a tenth of a second to two. */
const engines = new Map<string, Untyped>()

function engineFor(style: string, language: string, retrieveItem: (id: string) => unknown): Untyped {
  const key = `${language} ${style}`
  let engine = engines.get(key)
  if (engine) engine.sys.retrieveItem = retrieveItem
  else {
    const retrieveLocale = (tag: string) => locales[tag] ?? locales['en-US']
    engine = new processor.Engine({ retrieveLocale, retrieveItem }, style, localeOf(language))
    engine.setOutputFormat('words')
    engine.opt.development_extensions.wrap_url_and_doi = false
    if (engines.size > 20) engines.clear()
    engines.set(key, engine)
  }
  return engine
}

const localeOf = (language: string): string =>
  Object.keys(locales).find((tag) => tag === language || tag.startsWith(`${language.split('-')[0]}-`)) ?? 'en-US'

const labels: [RegExp, string][] = [
  [/^(?:chapter|chap\.|ch\.)\s*/i, 'chapter'],
  [/^(?:section|sec\.|§§?)\s*/i, 'section'],
  [/^(?:paragraphs?|paras?\.|¶¶?)\s*/i, 'paragraph'],
  [/^(?:article|art\.)\s*/i, 'article-locator'],
  [/^(?:volume|vol\.)\s*/i, 'volume'],
  [/^(?:figure|fig\.)\s*/i, 'figure'],
  [/^(?:note|n\.)\s*/i, 'note'],
  [/^(?:line|l\.)\s*/i, 'line'],
  [/^(?:pages?|pp?\.)\s*/i, 'page'],
]

function itemOf({ id, locator = '', prefix = '' }: Cite): object {
  const [sign, label] = labels.find(([sign]) => sign.test(locator)) ?? [/^/, 'page']
  return {
    id,
    ...(locator ? { locator: locator.replace(sign, ''), label } : {}),
    ...(prefix ? { prefix: `${prefix} ` } : {}),
  }
}

function cite(asked: Extract<Question, { deed: 'cite' }>): Cited {
  const known = new Map(asked.references.map((reference) => [reference.id, reference]))
  const engine = engineFor(asked.style, asked.language, (id) => known.get(id))
  const isNote = engine.opt.xclass === 'note'
  const clusters = asked.clusters.map(({ note, cites }, at) => ({
    citationID: `cluster-${at}`,
    citationItems: cites.map(itemOf),
    properties: { noteIndex: isNote ? note : 0 },
  }))
  engine.updateItems([])
  const said: [string, number, string][] = engine.rebuildProcessorState(clusters, 'words', [])
  engine.updateItems([...new Set(asked.clusters.flatMap(({ cites }) => cites.map(({ id }) => id)))])
  const list = engine.bibliography?.tokens?.length > 0 ? engine.makeBibliography() : false
  const entries: { id: string; words: Words[] }[] = list
    ? list[1].map((entry: string, at: number) => ({ id: list[0].entry_ids[at][0], words: wordsOf(entry) }))
    : []
  const byCluster = new Map(said.map(([id, , words]) => [id, wordsOf(words)]))
  return { isNote, citations: clusters.map(({ citationID }) => byCluster.get(citationID) ?? []), entries }
}

/** Whether a file is a style at all: it is tried on a source of each of four kinds. */
function tryStyle(style: string): { title: string; isNote: boolean } {
  const title = /<title>([^<]*)<\/title>/.exec(style)?.[1]?.trim()
  if (!title || !/<style\b[^>]*\bversion="1\.0/.test(style)) throw new Error('it is no style of CSL 1.0')
  const parent = /<link\b[^>]*rel="independent-parent"/.test(style)
  if (parent && !/<citation\b/.test(style)) throw new Error('it only points to another style: install that one')
  const person = [{ family: 'Doe', given: 'Jane' }]
  const references = ['book', 'article-journal', 'webpage', 'legal_case'].map((type) => ({
    ...{ id: type, type, title: 'Title', author: person, issued: { 'date-parts': [[2020, 1, 2]] } },
  }))
  const { isNote, citations } = cite({
    deed: 'cite',
    style,
    language: 'en',
    references,
    clusters: references.map(({ id }, at) => ({ note: at + 1, cites: [{ id }] })),
  })
  if (citations.every((words) => words.length === 0)) throw new Error('it prints nothing of any source')
  return { title, isNote }
}

/** Two dialects have one name: only the younger knows web pages and days. */
const isYounger =
  /^\s*@\s*(?:online|electronic|www|report|thesis|dataset|software|video|collection|periodical|letter|legislation|jurisdiction)\b|\b(?:date|urldate|journaltitle|location)\s*=/im
const typeOf = (format: 'bibtex' | 'ris', text: string): string =>
  format === 'ris' ? '@ris/file' : isYounger.test(text) ? '@biblatex/text' : '@bibtex/text'

let converter: Untyped
function convert(data: unknown, settings?: object): Untyped {
  if (!converter) {
    converter = require('@citation-js/core')
    require('@citation-js/plugin-bibtex')
    require('@citation-js/plugin-ris')
  }
  return new converter.Cite(data, settings)
}

function read({ format, entries }: Extract<Question, { deed: 'read' }>): { given: unknown[]; faults: Fault[] } {
  const given: unknown[] = []
  const faults: Fault[] = []
  for (const { line, text } of entries)
    try {
      given.push(...convert(text, { forceType: typeOf(format, text) }).data)
    } catch (error) {
      faults.push({ line, says: String((error as Error).message).split('\n')[0] ?? '' })
    }
  return { given, faults }
}

function answer(asked: Asked): unknown {
  switch (asked.deed) {
    case 'cite':
      return cite(asked)
    case 'style':
      return tryStyle(asked.style)
    case 'write':
      return convert([asked.reference]).format(asked.format)
    case 'read':
      return read(asked)
  }
}

// The processor tells what it thinks of a style to whoever watches the console.
processor.debug = () => undefined

parentPort?.on('message', (asked: Asked) => {
  try {
    parentPort?.postMessage({ call: asked.call, said: answer(asked) } satisfies Answer)
  } catch (error) {
    engines.clear()
    parentPort?.postMessage({ call: asked.call, fault: String((error as Error).message ?? error) } satisfies Answer)
  }
})
