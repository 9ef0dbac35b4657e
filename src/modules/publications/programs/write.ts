import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { getBody } from '#kernel/bodies'
import { sql, type Writer } from '#platform/db'
import { announce } from '#platform/live'
import { featuresChanged } from '../features/write.ts'
import { textOfMarkdown } from '../texts/rules.ts'
import type { NewIntroduction } from './schema.ts'

/** Says what a body is doing on a topic or in an area of work; empty takes it away. */
export async function introduceProgram(
  db: Writer,
  actor: Viewer,
  input: NewIntroduction & { at: Date },
): Promise<void> {
  allow(actor, 'publications.feature.set', { bodyId: input.bodyId })
  const body = await getBody(db, input.bodyId)
  if (input.content.trim() === '')
    await db.save(sql`delete from publications.introductions where body_id = ${body.id} and list = ${input.list}`)
  else
    await db.save(sql`insert into publications.introductions (body_id, list, content, saved_by, saved_at)
      values (${body.id}, ${input.list}, ${JSON.stringify(textOfMarkdown(input.content))}, ${actor.auditId}, ${input.at})
      on conflict (body_id, list) do update set content = excluded.content, saved_by = excluded.saved_by, saved_at = excluded.saved_at`)
  await audit(db, actor, 'publications.program.introduced', `body:${body.id}`, { list: input.list })
  await announce(db, featuresChanged, {})
}
