// Runs before `npm start` and `npm test` on whatever Node the machine has: installs once per lock file, then steps aside.
// Plain JavaScript without imports from node_modules, because nothing is installed yet when it first runs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const stamp = 'node_modules/.legation-lock'
const wanted = createHash('sha256')
  .update(readFileSync('package-lock.json'))
  .update(`${process.platform} ${process.arch}`)
  .digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('Installing what Legation needs (once per version) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error('The installation failed. Check the network and the messages above, then run the command again.')
    process.exit(done.status ?? 1)
  }
  writeFileSync(stamp, wanted)
}
