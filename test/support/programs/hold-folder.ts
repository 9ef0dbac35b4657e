// Holds the folder named on the command line until it is killed; says so, or says why not.
import { holdFolder } from '#platform/lock'

const folder = process.argv[2] ?? ''
try {
  await holdFolder(folder, 'a test program', async ([word, ...rest], say) => {
    say(`${word}: ${rest.join(' ')}`)
    return 7
  })
  process.stdout.write('held\n')
  setInterval(() => {}, 60_000)
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 3
}
