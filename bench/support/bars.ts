import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'

/** One measured figure and the bar it must pass. */
export interface Bar {
  id: string
  what: string
  value: number
  unit: string
  isMost: boolean
  bar: number
}

export const atMost = (id: string, what: string, value: number, unit: string, bar: number): Bar => ({
  ...{ id, what, value, unit, bar },
  isMost: true,
})

export const atLeast = (id: string, what: string, value: number, unit: string, bar: number): Bar => ({
  ...{ id, what, value, unit, bar },
  isMost: false,
})

export const isMet = ({ value, bar, isMost }: Bar) => (isMost ? value <= bar : value >= bar)

export function barLine(bar: Bar): string {
  const sign = bar.isMost ? '<=' : '>='
  const value = Number.isInteger(bar.value) ? String(bar.value) : bar.value.toFixed(bar.value < 10 ? 2 : 1)
  return `BAR ${bar.id} ${[value, bar.unit].join(' ').trim()} (${sign} ${bar.bar}) ${isMet(bar) ? 'ok' : 'SHORT'}  ${bar.what}`
}

export interface Spread {
  p50: number
  p95: number
  max: number
  runs: number
}

/** Nearest-rank percentiles. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), max: at(1), runs: sorted.length }
}

export const showSpread = (name: string, { p50, p95, max, runs }: Spread) =>
  `${name.padEnd(44)} p50 ${ms(p50)}  p95 ${ms(p95)}  max ${ms(max)}  (${runs} runs)`

const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0).padStart(8)} ms`

export function machine() {
  const load = execFileSync('cat', ['/proc/loadavg']).toString().split(' ')[0] ?? ''
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim(),
    date: new Date().toISOString(),
  }
}

/** Writes `bench/results/NAME-DATE.json` and a table beside it. */
export function saveResults(name: string, results: object, bars: readonly Bar[], lines: readonly string[]): void {
  const folder = join(import.meta.dirname, '..', 'results')
  mkdirSync(folder, { recursive: true })
  const about = machine()
  const file = join(folder, `${name}-${about.date.slice(0, 10)}`)
  writeFileSync(`${file}.json`, `${JSON.stringify({ machine: about, results, bars }, null, 2)}\n`)
  const table = bars.map(
    (bar) =>
      `| ${bar.id} | ${bar.what} | ${barLine(bar)
        .split('  ')[0]
        ?.slice(4 + bar.id.length + 1)} |`,
  )
  writeFileSync(
    `${file}.md`,
    [
      `# ${name}, ${about.date.slice(0, 10)}`,
      '',
      `${about.processor}, ${about.cores} cores, ${about.memoryGiB} GiB, Node ${about.node}, load ${about.load}, commit ${about.commit}`,
      '',
      '| bar | what | measured |',
      '|---|---|---|',
      ...table,
      '',
      '```',
      ...lines,
      '```',
      '',
    ].join('\n'),
  )
}
