#!/usr/bin/env node
// The `legation` command of an installed checkout: starts src/cli.ts on the Node that the project brings.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const brought = join(root, 'node_modules/.bin/node')
const done = spawnSync(
  existsSync(brought) ? brought : process.execPath,
  ['--import', import.meta.resolve('tsx'), join(root, 'src/cli.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
process.exit(done.status ?? 1)
