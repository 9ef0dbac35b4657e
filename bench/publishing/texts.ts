/** In a process of its own, so that the first PDF is cold. Prints one line of JSON. */

import { printText } from '#platform/pdf'
import { drawingStyle } from '#ui'
import { paperOf } from '../../src/modules/publications/outputs/rules.ts'
import { textOfMarkdown } from '../../src/modules/publications/texts/rules.ts'
import { makeWorks } from './corpus.ts'

const notes = 1000

const words = makeWorks(2000).map(({ teaser }) => teaser)
const report = Array.from({ length: notes }, (_, at) => {
  const heading = at % 50 === 0 ? `## Part ${at / 50 + 1}\n\n` : ''
  return `${heading}${words[at]}[footnote text="See page ${at + 1} of the record."]${at % 5 === 4 ? '\n\n' : ' '}`
}).join('')
const text = textOfMarkdown(report)
const began = performance.now()
const pdf = await printText(
  { title: 'A report', eyebrow: 'Report', lede: 'A lede.', authors: ['Author 1'], imprint: 'Bench', language: 'en' },
  paperOf(text.content),
  { institution: 'Bench', address: 'http://127.0.0.1/', day: '2026-11-29', drawingStyle },
)
const took = performance.now() - began
const pages =
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page\b/g)?.length ?? 0

process.stdout.write(JSON.stringify({ pdf: took, pages }))
process.exit()
