import type { Database } from '#platform/db'
import { atMost, type Bar, showSpread, spreadOf } from '../support/bars.ts'

const RUNS = 60

/**
 * What the ledger says now in plain tables, one row for each record and nothing of where it stands or what it was: the same database, the
 * same indexes that a question by party or date needs. Beside them, the same with a source and a cell in a column for each record.
 */
export async function comparePlain({ pool }: Database, say: (line: string) => void): Promise<Bar[]> {
  const connection = await pool.connect()
  try {
    await connection.exec(`create schema plain;
      create table plain.ties as select engagement_id as id, form, kind, title, us_ids, abroad_ids, network_id, started, ended, starts_on,
        ends_on, legal, recognition, activity, verification, themes, source_kinds, note from atlas.versions where known_to is null;
      alter table plain.ties add primary key (id);
      create index on plain.ties using gin (us_ids); create index on plain.ties using gin (abroad_ids);
      create index on plain.ties (starts_on);
      create table plain.governments as select organization.*, place.country, place.subdivision, place.longitude, place.latitude,
        place.population from organizations.organizations organization left join places.places place on place.id = organization.place_id;
      alter table plain.governments add primary key (id); create index on plain.governments (kind);
      create table plain.evidence as select subject_id, property, source_id, part, quote, original_value from claims.statements
        where retracted_at is null;
      create index on plain.evidence (subject_id);
      analyze`)
    const size = async (names: string[]): Promise<number> => {
      const { rows } = await connection.query(
        'select sum(pg_total_relation_size(name::regclass))::float8 as bytes from unnest($1::text[]) name',
        [names],
      )
      return Number(rows[0]?.bytes)
    }
    const plain = await size(['plain.ties', 'plain.governments'])
    const evident = plain + (await size(['plain.evidence']))
    const ledger = await size(['claims.statements'])
    const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`
    say(
      `ledger ${mebibytes(ledger)}; plain tables ${mebibytes(plain)}, with where each value stands ${mebibytes(evident)}`,
    )
    const times: number[] = []
    for (let time = 0; time < RUNS; time++) {
      const began = performance.now()
      await connection.query(
        `with pair as (select ties.id, us.id as us_id, place.country from plain.ties cross join unnest(us_ids) us(id)
            left join unnest(abroad_ids) abroad(id) on true left join plain.governments place on place.id = abroad.id
            where (starts_on is null or starts_on <= $1::date) and (ends_on is null or ends_on >= $1::date))
          select us_id, count(distinct id), count(distinct country) from pair group by us_id order by 2 desc, 1 limit 50`,
        [`${1950 + time}-06-01`],
      )
      times.push(performance.now() - began)
    }
    say(showSpread('plain SQL: governments by ties in force on a day', spreadOf(times)))
    return [
      atMost('P1', 'ledger, times the plain tables that also say where each value stands', ledger / evident, '×', 3),
      atMost('P1', 'ledger, times plain tables without any evidence', ledger / plain, '×', 3),
    ]
  } finally {
    connection.release()
  }
}
