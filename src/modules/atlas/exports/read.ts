import type { Reader } from '#platform/db'
import { listStatementsAt } from '../archives/read.ts'
import { behindOf } from './rules.ts'

/** The statements behind what some records show at an instant, by record and property. */
export async function listBehind(
  db: Reader,
  wanted: { ids: string[]; at: Date },
): Promise<Map<string, Record<string, string[]>>> {
  const said = Map.groupBy(await listStatementsAt(db, wanted), (each) => each.engagementId)
  return new Map([...said].map(([id, statements]) => [id, behindOf(statements)]))
}
