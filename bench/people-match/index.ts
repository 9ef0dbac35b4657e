import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyRecord, matchPeople, type PersonRecord } from '#kernel/duplicates'
import { atLeast, atMost, type Bar, barLine, isMet, machine } from '../support/bars.ts'

// FEBRL (Freely Extensible Biomedical Record Linkage): made-up people with typed errors. Numbers of the state are not used.
const folder = process.env.LEGATION_FEBRL_DATA ?? join(import.meta.dirname, '../../../shared/data/er/febrl')
const sets = [1, 2, 3]

interface Sample {
  records: PersonRecord[]
  /** Which person each record is of. */
  person: string[]
  /** Pairs of records of one person. */
  pairs: number
}

type Way = (records: readonly PersonRecord[]) => { a: number; b: number }[]

/**
 * `npm run bench -- people-match`: precision, recall and F1 on each set with one threshold, beside two rules in use elsewhere as
 * their documentation describes them: both names and the day of birth equal, and both names, street and postcode equal.
 */
export async function run(): Promise<boolean> {
  if (!existsSync(folder)) {
    console.log(`The FEBRL sets are missing at ${folder}; set LEGATION_FEBRL_DATA to their folder.`)
    return false
  }
  console.log(JSON.stringify(machine()))
  const bars: Bar[] = []
  const ways: Record<string, Way> = {
    'names and birthday equal': equalIn('givenName', 'familyName', 'bornOn'),
    'names, street, postcode equal': equalIn('givenName', 'familyName', 'streetNumber', 'street', 'postcode'),
    'Legation, weighted': matchPeople,
  }
  for (const set of sets) {
    const sample = readSample(set)
    console.log(`FEBRL ${set}: ${sample.records.length} records, ${sample.pairs} true pairs`)
    for (const [name, way] of Object.entries(ways)) {
      const { precision, recall, f1, seconds } = judge(sample, way)
      console.log(
        `  ${name.padEnd(32)} precision ${precision.toFixed(4)}  recall ${recall.toFixed(4)}  F1 ${f1.toFixed(4)}  ${seconds.toFixed(2)} s`,
      )
      if (way === matchPeople) bars.push(atLeast('M1', `F1 on FEBRL ${set}`, f1, '', 0.99))
    }
  }
  const large = [2, 3].flatMap((set) => readSample(set).records)
  const began = performance.now()
  matchPeople(large)
  bars.push(atMost('M1', `seconds for ${large.length} records`, (performance.now() - began) / 1000, 's', 1))
  for (const bar of bars) console.log(barLine(bar))
  return bars.every(isMet)
}

function judge({ records, person, pairs }: Sample, way: Way) {
  const began = performance.now()
  const found = way(records)
  const seconds = (performance.now() - began) / 1000
  const right = found.filter(({ a, b }) => person[a] === person[b]).length
  const [precision, recall] = [right / Math.max(1, found.length), right / pairs]
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall), seconds }
}

function equalIn(...fields: (keyof PersonRecord)[]): Way {
  return (records) => {
    const groups = new Map<string, number[]>()
    records.forEach((record, number) => {
      const values = fields.map((field) => record[field].toLowerCase())
      if (values.includes('')) return
      const key = values.join('|')
      groups.set(key, [...(groups.get(key) ?? []), number])
    })
    return [...groups.values()].flatMap((group) => group.flatMap((a, at) => group.slice(at + 1).map((b) => ({ a, b }))))
  }
}

function readSample(set: number): Sample {
  const rows = readFileSync(join(folder, `dataset${set}.csv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map((cell) => cell.trim()))
  const records = rows.map((row) => {
    const [, givenName = '', familyName = '', streetNumber = '', street = '', premises = ''] = row
    const [locality = '', postcode = '', region = '', bornOn = ''] = row.slice(6)
    const name = { givenName, familyName, bornOn }
    return { ...emptyRecord, ...name, streetNumber, street, premises, locality, postcode, region }
  })
  const person = rows.map(([id = '']) => id.split('-')[1] ?? '')
  const sizes = new Map<string, number>()
  for (const each of person) sizes.set(each, (sizes.get(each) ?? 0) + 1)
  const pairs = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
  return { records, person, pairs }
}
