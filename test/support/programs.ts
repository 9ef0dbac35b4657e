import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface RunningProgram {
  pid: number
  /** Every line said so far. */
  lines: string[]
  /** Waits for a line that `fits`; fails when the program ends without it. */
  said(fits: (line: string) => boolean): Promise<string>
  /** Says one line to it. */
  tell(line: string): void
  kill(): Promise<void>
  ended: Promise<number | null>
}

/** Starts a TypeScript program of the project as a process of its own. */
export function startProgram(file: string, given: string[], environment: Record<string, string> = {}): RunningProgram {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...given], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: '', VITEST: '', ...environment },
  })
  // What is told to a program that ends meanwhile reaches nobody.
  child.stdin.on('error', () => {})
  const lines: string[] = []
  const waiting = new Set<() => void>()
  let hasEnded = false
  const tellAll = () => {
    for (const look of waiting) look()
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    tellAll()
  })
  const ended = new Promise<number | null>((done) =>
    child.once('close', (code) => {
      hasEnded = true
      tellAll()
      done(code)
    }),
  )
  return {
    pid: pidOf(child),
    lines,
    ended,
    said: (fits) =>
      new Promise((done, fail) => {
        const look = () => {
          const found = lines.find(fits)
          if (found === undefined && !hasEnded) return
          waiting.delete(look)
          if (found !== undefined) done(found)
          else fail(new Error(`The program ended without saying it. It said: ${lines.join(' / ')}`))
        }
        waiting.add(look)
        look()
      }),
    tell: (line) => void child.stdin.write(`${line}\n`),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('The program could not be started')
  return child.pid
}
