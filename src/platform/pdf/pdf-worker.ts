// Typesets in a thread of its own: a long table takes a second, and the server answers others meanwhile.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler'

export interface Typeset {
  call: number
  template: keyof typeof templates
  page: string
  /** Files that the page names. */
  pictures: ReadonlyMap<string, Uint8Array>
}
export type Answer = { call: number; pdf: Uint8Array<ArrayBuffer> } | { call: number; fault: string }

const { resolve } = createRequire(import.meta.url)
const fonts = [
  '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  '@expo-google-fonts/public-sans/400Regular/PublicSans_400Regular.ttf',
  '@expo-google-fonts/public-sans/400Regular_Italic/PublicSans_400Regular_Italic.ttf',
  '@expo-google-fonts/public-sans/700Bold/PublicSans_700Bold.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
]
const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')
const templates = { template: read('template.typ'), pictures: read('pictures.typ') }
const compiler = NodeCompiler.create({
  workspace: import.meta.dirname,
  fontArgs: [{ fontBlobs: fonts.map((name) => readFileSync(resolve(name))) }],
})

parentPort?.on('message', ({ call, template, page, pictures }: Typeset) => {
  const pathOf = (name: string) => join(import.meta.dirname, name)
  for (const [name, bytes] of pictures) compiler.mapShadow(pathOf(name), Buffer.from(bytes))
  parentPort?.postMessage(typeset(call, { page, template: templates[template] }))
  for (const name of pictures.keys()) compiler.unmapShadow(pathOf(name))
  // What is remembered of other documents is of no use to the next.
  compiler.evictCache(10)
})

function typeset(call: number, { page, template }: { page: string; template: string }): Answer {
  const compiled = compiler.compile({ mainFileContent: template, inputs: { page } })
  if (!compiled.result) return { call, fault: JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? []) }
  const { result } = compiled
  try {
    return { call, pdf: new Uint8Array(compiler.pdf(result, { pdfStandard: PdfStandard.UA_1 })) }
  } catch {
    // Some clusters of letters cannot comply with the standard; the file is tagged all the same and does not claim it.
    return { call, pdf: new Uint8Array(compiler.pdf(result)) }
  }
}
