import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'

/** Remembers pairs that may be one person; a pair that was judged keeps its judgement. Returns how many are new. */
export async function recordPairs(
  db: Writer,
  input: { bodyId: string; pairs: { one: string; other: string; bits: number }[]; at: Date },
): Promise<number> {
  const rows = JSON.stringify(input.pairs.map((pair) => ({ ...pair, id: newId(input.at) })))
  const added = await db.saveAll(sql<{
    id: string
  }>`insert into people.pairs (id, body_id, one_id, other_id, bits, found_at)
    select id, ${input.bodyId}, one, other, bits, ${input.at}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as pair(id text, one text, other text, bits real)
    on conflict (body_id, one_id, other_id) do nothing returning id`)
  return added.length
}
