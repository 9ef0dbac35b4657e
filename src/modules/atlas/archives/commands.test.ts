import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import { afterEach, expect, test } from 'vitest'
import { useSite } from '#test/site'
import { plainQuestion } from '../explore/schema.ts'
import { archiveCommand, writeArchive } from './commands.ts'

const site = useSite()
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'))
  folders.push(folder)
  return folder
}

async function run(...given: string[]): Promise<{ code: number; said: string[] }> {
  const said: string[] = []
  const input = { arguments: given, options: {}, say: (line: string) => said.push(line), progress: () => {} }
  return { code: await archiveCommand.run(site.services, input), said }
}

async function archiveOf(question: string): Promise<{ edition: string; files: Record<string, Uint8Array> }> {
  const answer = await site.application.fetch(new Request(`http://legation.test/api/v1/engagements.zip?${question}`))
  return {
    edition: answer.headers.get('x-edition') ?? '',
    files: unzipSync(new Uint8Array(await answer.arrayBuffer())),
  }
}

const countRows = (csv: Uint8Array | undefined): number => parse(Buffer.from(csv ?? []), { columns: true }).length

const namesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()

test.each([
  ['', 3],
  ['country=QQ', 1],
  ['form=membership', 100],
  ['q=nothing-of-the-kind', 3],
])('the edition of %j in parts of %d records has the very files of its archive', async (question, batch) => {
  const folder = newFolder()
  const asked = plainQuestion.parse(Object.fromEntries(new URLSearchParams(question)))
  await writeArchive(site.services, { folder, asked, batch, progress: () => {} })
  const { files } = await archiveOf(question)
  expect(namesIn(folder)).toEqual(Object.keys(files).sort())
  for (const [name, bytes] of Object.entries(files))
    expect([name, Buffer.compare(readFileSync(join(folder, name)), bytes)]).toEqual([name, 0])
})

test('the command says which edition it wrote and how to check it', async () => {
  const folder = newFolder()
  const question = 'form=membership&form=standing-tie'
  const { code, said } = await run(folder, question)
  const { edition, files } = await archiveOf(question)
  expect([code, said]).toEqual([
    0,
    [
      `${folder}: ${edition}, ${countRows(files['engagements.csv'])} engagements. Check it with: sha256sum -c SHA256SUMS`,
    ],
  ])
  for (const line of readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n')) {
    const [sum, name = ''] = line.split('  ')
    const bytes = readFileSync(join(folder, name))
    expect([name, createHash('sha256').update(bytes).digest('hex')]).toEqual([name, sum])
  }
})

test('a question that cannot be read and a folder that is in use are refused, and nothing is written', async () => {
  const folder = newFolder()
  expect(await run(folder, 'asOf=yesterday')).toEqual({
    code: 1,
    said: [expect.stringContaining('Write the day as 2026-03-01')],
  })
  expect(existsSync(join(folder, 'SHA256SUMS'))).toBe(false)
  writeFileSync(join(folder, 'mine.txt'), 'mine')
  expect(await run(folder)).toEqual({ code: 1, said: [expect.stringContaining('is not empty')] })
  expect(readdirSync(folder)).toEqual(['mine.txt'])
})
