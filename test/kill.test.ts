import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyDatabase, findPostgres, startPostgres } from '#test/databases'
import { startProgram } from '#test/programs'

const program = join(import.meta.dirname, 'support/programs/write-until-killed.ts')
const kills = 20

interface Found {
  count: number
  last: number
  letters: number
  broken: number
}

/** Starts the writer, kills it after some commits, again and again; returns what was found at each start, and what was promised. */
async function killAgainAndAgain(environment: Record<string, string>): Promise<{ promised: number; found: Found }[]> {
  const rounds: { promised: number; found: Found }[] = []
  let promised = 0
  for (let round = 0; round <= kills; round += 1) {
    const writer = startProgram(program, [], { NODE_ENV: 'test', ...environment })
    const said = await writer.said((line) => line.startsWith('found '))
    rounds.push({ promised, found: JSON.parse(said.slice(6)) as Found }) // said by the program
    // Some are killed before their first commit, others in the middle of their twentieth.
    const commits = (round * 7) % 20
    if (commits > 0) await writer.said((line) => line.startsWith('committed ') && writer.lines.length > commits)
    await writer.kill()
    const last = writer.lines.findLast((line) => line.startsWith('committed '))
    promised = last ? Number(last.slice(10)) : promised
  }
  return rounds
}

function expectNothingLost(rounds: { promised: number; found: Found }[]): void {
  expect(rounds).toHaveLength(kills + 1)
  for (const { promised, found } of rounds) {
    expect(found.last).toBeGreaterThanOrEqual(promised)
    // One more may have been committed whose word no longer came out; none is missing in between, none is half there.
    expect(found.last).toBeLessThanOrEqual(promised + 1)
    expect(found).toMatchObject({ count: found.last, letters: found.last, broken: 0 })
  }
  expect(rounds.at(-1)?.promised).toBeGreaterThan(kills)
}

test(`killed ${kills} times while writing, the embedded database keeps all it promised`, {
  timeout: 240_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'legation-kill-'))
  expectNothingLost(await killAgainAndAgain({ LEGATION_DATA: folder, DATABASE_URL: '' }))
  rmSync(folder, { recursive: true, force: true })
})

test.skipIf(!findPostgres())('and so does PostgreSQL when its client is killed', { timeout: 240_000 }, async () => {
  const server = await startPostgres()
  const url = await copyDatabase(server.url, 'template0', 'killed')
  expectNothingLost(await killAgainAndAgain({ DATABASE_URL: url }))
  await server.stop()
})
