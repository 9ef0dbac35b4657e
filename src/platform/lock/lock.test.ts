import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningProgram, startProgram } from '#test/programs'
import { askHolder, holdFolder } from './lock.ts'

const program = join(import.meta.dirname, '../../../test/support/programs/hold-folder.ts')
let folder: string
let holder: RunningProgram | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'legation-lock-'))
})
afterEach(async () => {
  await holder?.kill()
  holder = undefined
  rmSync(folder, { recursive: true, force: true })
})

async function heldByAnother(): Promise<RunningProgram> {
  holder = startProgram(program, [folder])
  await holder.said((line) => line === 'held')
  return holder
}

test('a second process is refused with a sentence that names the holder', async () => {
  const { pid } = await heldByAnother()
  const second = startProgram(program, [folder])
  expect(await second.ended).toBe(3)
  expect(second.lines.join('\n')).toContain(`in use by process ${pid} (a test program`)
  expect(second.lines.join('\n')).toContain('Stop it first, or set LEGATION_DATA to another folder.')
  await expect(holdFolder(folder, 'this test')).rejects.toMatchObject({ code: 'platform.folder.held' })
})

test('a command is carried out by the process that holds the folder, with its words and exit code', async () => {
  await heldByAnother()
  const heard: string[] = []
  expect(
    await askHolder(
      folder,
      ['greet', 'the', 'mayor'],
      (line) => heard.push(line),
      () => {},
    ),
  ).toBe(7)
  expect(heard).toEqual(['greet: the mayor'])
})

test('a stranger who cannot read the secret gets no answer', async () => {
  const { pid } = await heldByAnother()
  writeFileSync(
    join(folder, 'holder.json'),
    JSON.stringify({ pid, startedAt: '', doing: 'a guess', secret: 'guessed' }),
  )
  const heard: string[] = []
  expect(
    await askHolder(
      folder,
      ['greet'],
      (line) => heard.push(line),
      () => {},
    ),
  ).not.toBe(7)
  expect(heard).toEqual([])
})

test('kill -9 leaves no stale lock behind', async () => {
  const first = await heldByAnother()
  await first.kill()
  const lock = await holdFolder(folder, 'the next one')
  await lock.release()
})

test('nobody answers for a folder that nobody holds', async () => {
  expect(
    await askHolder(
      folder,
      ['greet'],
      () => {},
      () => {},
    ),
  ).toBeUndefined()
  const lock = await holdFolder(folder, 'briefly')
  await lock.release()
  expect(
    await askHolder(
      folder,
      ['greet'],
      () => {},
      () => {},
    ),
  ).toBeUndefined()
})
