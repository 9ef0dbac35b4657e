import { sql, type Writer } from '#platform/db'
import { idFromKey } from '#platform/ids'

export interface NewTenure {
  personId: string
  personName: string
  postId: string
  postTitle: string
  organizationId: string
  validFrom: string
  validTo: string
  sourceId: string
  part: string
}

/** Records who held which post; a tenure already known only learns its end. */
export async function recordTenures(db: Writer, tenures: NewTenure[]): Promise<void> {
  const text = JSON.stringify(
    tenures.map((tenure) => ({
      ...tenure,
      id: idFromKey('tenure', [tenure.personId, tenure.postId, tenure.validFrom].join('\n')),
    })),
  )
  const rows = sql`jsonb_to_recordset(${text}::jsonb) as row(id text, "personId" text, "personName" text, "postId" text,
    "postTitle" text, "organizationId" text, "validFrom" text, "validTo" text, "sourceId" text, part text)`
  await db.save(sql`insert into people.people (id, name, is_public) select distinct on ("personId") "personId", "personName", true from ${rows}
    on conflict (id) do update set name = excluded.name`)
  await db.save(sql`insert into people.posts (id, organization_id, title)
    select distinct on ("postId") "postId", "organizationId", "postTitle" from ${rows} on conflict do nothing`)
  await db.save(sql`insert into people.tenures (id, person_id, post_id, valid_from, valid_to, source_id, part)
    select distinct on (id) id, "personId", "postId", "validFrom", "validTo", "sourceId", part from ${rows}
    on conflict (id) do update set valid_to = excluded.valid_to, source_id = excluded.source_id, part = excluded.part`)
}
