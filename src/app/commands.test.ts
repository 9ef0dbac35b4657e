import { expect, test } from 'vitest'
import { system } from '#kernel/access'
import { audit } from '#kernel/audit'
import { asOwner, useSite } from '#test/site'
import { commands } from './commands.ts'

const site = useSite()

async function run(name: string, ...given: string[]): Promise<{ code: number | undefined; said: string[] }> {
  const said: string[] = []
  const code = await commands
    .find((command) => command.name === name)
    ?.run(site.services, { arguments: given, options: {}, say: (line) => said.push(line), progress: () => {} })
  return { code, said }
}

test('verify says whether the log holds, and ends with 1 when it does not', async () => {
  await site.services.database.write((db) => audit(db, system, 'test.thing.done', 'thing:1'))
  expect(await run('verify')).toMatchObject({
    code: 0,
    said: [expect.stringMatching(/^All \d+ audit entries hold\.$/)],
  })
  await asOwner(
    site.services.database,
    "set local session_replication_role = 'replica'",
    "update audit.entries set actor = 'x' where stream = 'test'",
  )
  const after = await run('verify')
  expect([after.code, after.said.at(-1)]).toEqual([1, 'The audit log has been altered.'])
})

test('staff-link prints an address that signs in, and asks for a name', async () => {
  expect((await run('staff-link')).code).toBe(1)
  const { code, said } = await run('staff-link', 'Ana Ruiz')
  expect([code, said]).toEqual([
    0,
    [expect.stringMatching(/^http:\/\/legation\.test\/sign-in\/link\?link=[0-9a-z]{32}$/)],
  ])
})

test('commands that lack what they need say what to give', async () => {
  for (const name of ['import', 'undo-import', 'backup', 'restore', 'export', 'archive']) {
    const { code, said } = await run(name)
    expect([name, code, said.length]).toEqual([name, 1, 1])
  }
})
