// Typesets in a thread of its own: a long table takes a second, and the server answers others meanwhile.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler'

export interface Typeset {
  call: number
  page: string
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
const template = readFileSync(join(import.meta.dirname, 'template.typ'), 'utf8')
const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts.map((name) => readFileSync(resolve(name))) }] })

parentPort?.on('message', ({ call, page }: Typeset) => {
  parentPort?.postMessage(typeset(call, page))
  // What is remembered of other documents is of no use to the next.
  compiler.evictCache(10)
})

function typeset(call: number, page: string): Answer {
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
