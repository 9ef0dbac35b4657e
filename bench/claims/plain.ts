import { type Database, type Reader, sql } from '#platform/db'

/** The same facts as a spreadsheet would have them: one row for each, with its source and cell, and when the row was current. */
export interface Plain {
  bytes: number
  statementIds: string[]
}

const parts = [
  `drop schema if exists plain cascade`,
  `create schema plain`,
  `create table plain.governments as select organization.id, organization.kind, organization.name, place.subdivision, place.country,
    place.longitude, place.latitude, place.population, said.source_id, said.part, said.recorded_at as known_from
    from organizations.organizations organization left join places.places place on place.id = organization.place_id
    left join lateral (select source_id, part, recorded_at from claims.statements where subject_kind = 'organization'
      and subject_id = organization.id order by recorded_at limit 1) said on true`,
  `create table plain.ties as select version.*, said.source_id, said.part from atlas.versions version
    left join lateral (select source_id, part from claims.statements where subject_kind = 'engagement'
      and subject_id = version.engagement_id order by recorded_at limit 1) said on true`,
  `create table plain.parties as select engagement_id, known_from, known_to, us.id as us_id, place.country
    from atlas.versions cross join unnest(us_ids) us(id) left join unnest(abroad_ids) abroad(id) on true
    left join places.places place on place.id = abroad.id`,
  `alter table plain.governments add primary key (id)`,
  `create index on plain.ties (engagement_id)`,
  `create index on plain.parties (us_id)`,
  `create index on plain.parties (country)`,
  `grant usage on schema plain to public`,
  `grant select on all tables in schema plain to public`,
  `analyze`,
]

/** Made by the owner: whoever works behind the walls makes no tables. */
export async function makePlain(database: Database): Promise<Plain> {
  const connection = await database.pool.connect()
  try {
    for (const part of parts) await connection.exec(part)
  } finally {
    connection.release()
  }
  return database.read(async (db) => ({
    ...(await db.only(sql<{ bytes: number }>`select sum(pg_total_relation_size(name::regclass))::float8 as bytes
      from unnest(array['plain.governments', 'plain.ties', 'plain.parties']) name`)),
    statementIds: (
      await db.all(sql<{
        id: string
      }>`(select id from claims.statements where part like 'bench.csv#%' order by md5(id) limit 200)
        union all (select id from claims.statements where subject_kind = 'engagement' and part not like 'bench.csv#%'
          and retracted_at is null order by md5(id) limit 200)`)
    )
      .map(({ id }) => id)
      // Both kinds in every stretch of the list.
      .sort((a, b) => (a.slice(-6) < b.slice(-6) ? -1 : 1)),
  }))
}

/** What the lists of the product answer, asked of the plain tables at an instant. */
export const plainQuestions: Record<string, (db: Reader, at: Date) => Promise<unknown>> = {
  'the row of a tie with its source': (db) =>
    db.all(sql`select * from plain.ties tie join sources.sources source on source.id = tie.source_id
      where engagement_id = (select engagement_id from plain.parties limit 1)`),
  '50 governments with counts, known at': (db, at) =>
    db.all(sql`select government.id, government.name, government.population, count(distinct party.engagement_id) as engagements,
        count(distinct party.country) as countries, count(*) over () as total
      from plain.governments government left join plain.parties party on party.us_id = government.id
        and party.known_from <= ${at} and (party.known_to is null or party.known_to > ${at})
      where government.known_from <= ${at} and government.kind in ('state', 'county', 'city', 'town', 'tribe')
      group by government.id order by engagements desc, government.id desc limit 50`),
  'countries with counts, known at': (db, at) =>
    db.all(sql`select country, count(distinct engagement_id) as engagements, count(distinct us_id) as governments from plain.parties
      where known_from <= ${at} and (known_to is null or known_to > ${at}) group by country order by engagements desc`),
}
