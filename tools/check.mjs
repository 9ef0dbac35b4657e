// `npm run check`: everything that is wrong with the project and needs no test to be found. Ends with one line per check.
import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'

/** Each check by name; `command` runs on the Node and the programs that the project brings. */
const checks = [
  { name: 'format and lint', command: ['biome', 'check', '.', '--diagnostic-level=error'] },
  { name: 'types', command: ['tsc', '--noEmit', '-p', '.'] },
  { name: 'walls', command: ['node', '--import', 'tsx', 'tools/check-walls.ts'] },
  { name: 'dead code', command: ['knip'] },
  { name: 'API description', command: ['node', '--import', 'tsx', 'tools/openapi.ts', '--check'] },
]

/** Runs every check, also after one has failed; returns how many hold and how many do not. */
export function check() {
  const results = checks.map(({ name, command: [program, ...rest] }) => {
    console.log(`\n── ${name}: ${[program, ...rest].join(' ')}`)
    const { status, error } = spawnSync(program, rest, { stdio: 'inherit', shell: process.platform === 'win32' })
    if (error) console.error(error.message)
    return { name, holds: status === 0 }
  })
  console.log('')
  for (const { name, holds } of results) console.log(`${holds ? 'ok    ' : 'FAILED'} ${name}`)
  return { passed: results.filter(({ holds }) => holds).length, failed: results.filter(({ holds }) => !holds).length }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = check().failed === 0 ? 0 : 1
