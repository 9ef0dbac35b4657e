import type { Reader } from '#platform/db'
import { listStatementsAt } from '../archives/read.ts'
import { listCoverageOf } from '../coverage/read.ts'
import { nearest } from '../coverage/rules.ts'
import type { CoverageState } from '../coverage/schema.ts'
import { behindOf } from './rules.ts'

/** The statements behind what some records show at an instant, by record and property. */
export async function listBehind(
  db: Reader,
  wanted: { ids: string[]; at: Date },
): Promise<Map<string, Record<string, string[]>>> {
  const said = Map.groupBy(await listStatementsAt(db, wanted), (each) => each.engagementId)
  return new Map([...said].map(([id, statements]) => [id, behindOf(statements)]))
}

/** For each government and form, how far the record reaches, as known at an instant. */
export async function coverageAt(
  db: Reader,
  wanted: { ids: string[]; at: Date },
): Promise<(ids: string[], form: string) => CoverageState[]> {
  const lines = await listCoverageOf(db, wanted)
  return (ids, form) => ids.map((id) => nearest(lines.get(id) ?? [], form))
}
