import { sql, type Writer } from '#platform/db'

/** One row of a table before and after a deed, as JSON of the database's own; none before is a new row, none after a row that went. */
export interface RowChange {
  place: string
  before: string | null
  after: string | null
}

/**
 * Changes a row only if it still is what it was: what somebody edited since stays as they left it. Returns whether it was. Going back is the
 * same with the sides turned round, which is why a deed that is written down so can be undone exactly.
 */
export async function changeRow(db: Writer, { place, before, after }: RowChange): Promise<boolean> {
  const table = sql.raw(place)
  const asRow = (json: string) => sql`jsonb_populate_record(null::${table}, ${json}::jsonb)`
  if (before === null && after !== null)
    return (await db.save(sql`insert into ${table} select (${asRow(after)}).* on conflict do nothing`)) > 0
  if (before !== null && after === null)
    return (await db.save(sql`delete from ${table} each where each = ${asRow(before)}`)) > 0
  if (before === null || after === null) return true
  const columns = changedColumns(before, after)
  if (columns.length === 0) return true
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const changed = await db.save(
    sql`update ${table} each set (${names}) = (select ${names} from ${asRow(after)}) where each = ${asRow(before)}`,
  )
  return changed > 0
}

function changedColumns(before: string, after: string): string[] {
  const [was, becomes] = [JSON.parse(before), JSON.parse(after)] as Record<string, unknown>[] // rows of a table are objects
  return Object.keys(becomes ?? {}).filter(
    (column) => JSON.stringify(becomes?.[column]) !== JSON.stringify(was?.[column]),
  )
}
