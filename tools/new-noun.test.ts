import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '#test/template'
import { newNoun, stepsAfter } from './new-noun.ts'

let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'legation-noun-'))
  for (const name of [
    'src',
    'db',
    'test',
    'tools',
    'fixtures',
    'data/vocabularies',
    'package.json',
    'tsconfig.json',
    'biome.json',
    'vitest.config.ts',
  ])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(realpathSync(join(root, 'node_modules')), join(copy, 'node_modules'))
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

const run = (program: string, ...given: string[]) => {
  const { status, stdout, stderr } = spawnSync(program, given, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, VITEST: '', NODE_ENV: '' },
  })
  return { status, said: status === 0 ? '' : `${stdout}${stderr}`.slice(-3000) }
}

test('a new noun compiles, keeps to the walls and the format, and its own tests pass', { timeout: 240_000 }, () => {
  const files = newNoun(copy, 'atlas/trade-agencies')
  expect(files.map((file) => file.split('/').at(-1)).slice(1)).toEqual([
    'schema.ts',
    'table.ts',
    'rules.ts',
    'read.ts',
    'write.ts',
    'pages.tsx',
    'trade-agencies.test.ts',
  ])
  expect(stepsAfter('atlas/trade-agencies')).toContain('atlas.trade-agency.record')
  const door = join(copy, 'src/modules/atlas/module.ts')
  const text = readFileSync(door, 'utf8')
    .replace(
      'import { permissions }',
      "import { tradeAgencyPages } from './trade-agencies/pages.tsx'\nimport { permissions }",
    )
    .replace('...correctionPages,', '...correctionPages,\n      ...tradeAgencyPages,')
  writeFileSync(door, text)
  const list = join(copy, 'src/modules/atlas/permissions.ts')
  writeFileSync(
    list,
    readFileSync(list, 'utf8').replace(
      'export const permissions: Permission[] = [',
      "export const permissions: Permission[] = [\n  { name: 'atlas.trade-agency.record', roles: ['staff'], meaning: 'Record one' },",
    ),
  )
  expect(run('tsc', '--noEmit', '-p', '.')).toEqual({ status: 0, said: '' })
  expect(
    run(
      'biome',
      'check',
      '--vcs-enabled=false',
      '--formatter-enabled=false',
      '--assist-enabled=false',
      'src/modules/atlas/trade-agencies',
    ),
  ).toEqual({ status: 0, said: '' })
  expect(run('vitest', 'run', '--project', 'embedded', 'trade-agencies').status).toBe(0)
  expect(() => newNoun(copy, 'atlas/trade-agencies')).toThrow('stands already')
})

test.each([
  '',
  'atlas',
  'Atlas/Offices',
  'atlas/office',
  '../etc/passwords',
  'basement/things',
])('a name that is none is refused in words: %s', (asked) => {
  expect(() => newNoun(copy, asked)).toThrow(/for example: npm run new-noun|There is no module/)
})
