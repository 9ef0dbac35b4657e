// `npm run check`: everything that is wrong with the project and needs no test to be found. Ends with one line per check.
import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'

/** Each check by name; `command` runs on the Node and the programs that the project brings. */
const checks = [
  { name: 'types', command: ['tsc', '--noEmit', '-p', '.'] },
  { name: 'format and lint', command: ['biome', 'check', '.', '--diagnostic-level=error'] },
  { name: 'walls', command: ['node', '--import', 'tsx', 'tools/check-walls.ts'] },
  { name: 'dead code', command: ['knip'] },
  { name: 'API description', command: ['node', '--import', 'tsx', 'tools/openapi.ts', '--check'] },
]

/** Runs every check, two at a time and also after one has failed, each with its words in one piece; returns how many hold and how many do not. */
export async function check() {
  const results = []
  const waiting = [...checks.entries()]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, { name, command }] = next
      const { status, said } = await run(command)
      console.log(`\n── ${name}: ${command.join(' ')}\n${said}`)
      results[at] = { name, holds: status === 0 }
    }
  }
  await Promise.all([work(), work()])
  console.log('')
  for (const { name, holds } of results) console.log(`${holds ? 'ok    ' : 'FAILED'} ${name}`)
  return { passed: results.filter(({ holds }) => holds).length, failed: results.filter(({ holds }) => !holds).length }
}

function run([program, ...rest]) {
  return new Promise((done) => {
    const child = spawn(program, rest, { shell: process.platform === 'win32' })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
    child.on('error', (error) => done({ status: 1, said: error.message }))
    child.on('close', (status) => done({ status, said }))
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = (await check()).failed === 0 ? 0 : 1
