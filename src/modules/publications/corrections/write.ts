import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { dayOf } from '#platform/clock'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid } from '#platform/problem'
import { keepPage } from '../archive/write.ts'
import { hashOf } from '../texts/rules.ts'
import { tellFollowers } from '../turns/write.ts'
import { getLive } from '../works/read.ts'
import type { EditionView } from '../works/schema.ts'
import { announceWork, indexWork, keepRevision } from '../works/write.ts'
import { replaceSentence, saysOnce } from './rules.ts'
import type { NewCorrection } from './schema.ts'

/**
 * Corrects one sentence of a published work: what stood stays readable as the edition before, the page says what was wrong, and a
 * draft of the next edition that says the same is corrected with it. Returns the number of the edition that says it right.
 */
export async function correctSentence(
  db: Writer,
  actor: Viewer,
  input: NewCorrection & { slug: string; at: Date },
): Promise<number> {
  allow(actor, 'publications.work.correct')
  await db.all(sql`select 1 from publications.works where slug = ${input.slug} for update`)
  const live = await getLive(db, input.slug)
  allow(actor, 'publications.work.correct', { bodyId: live.bodyId })
  if (live.state !== 'published')
    throw conflict('publications.edition.state', `This work is ${live.state}, so nothing of it is corrected any more.`)
  if (input.said === input.says)
    throw invalid('publications.correction.same', 'Both sentences are the same.', { says: 'Say it as it should be' })
  const content = replaceSentence(live.content, input)
  const number = await makeRoom(db, live.workId)
  const id = newId(input.at)
  await db.save(
    sql`update publications.editions set state = 'superseded', ended_at = ${input.at} where id = ${live.id}`,
  )
  await db.save(sql`insert into publications.editions (id, work_id, number, state, language, title, teaser, content, content_hash,
      bibliography, hero, series, topics, pillars, regions, authors, speaks_of, occasion, change_note, is_minor, begun_by, begun_at, saved_by, saved_at,
      published_at)
    select ${id}, work_id, ${number}, 'published', language, title, teaser, ${JSON.stringify(content)},
      ${hashOf({ ...live, content })}, bibliography, hero, series, topics, pillars, regions, authors, speaks_of, occasion, ${`Corrected: ${input.reason}`}, true,
      ${actor.auditId}, ${input.at}, ${actor.auditId}, ${input.at}, ${input.at}
    from publications.editions where id = ${live.id}`)
  await keepRevision(db, id)
  await db.save(sql`insert into publications.corrections (id, edition_id, said, says, reason, corrected_by, corrected_on, corrected_at)
    values (${newId(input.at)}, ${id}, ${input.said}, ${input.says}, ${input.reason}, ${actor.auditId}, ${dayOf(input.at)}, ${input.at})`)
  await indexWork(db, { ...live, content }, input.at)
  await tellFollowers(db, { ...live, content, contentHash: hashOf({ ...live, content }), isMinor: true })
  await keepPage(db, live.slug, 'corrected', input.at)
  await correctDraft(db, actor, { ...input, workId: live.workId })
  await audit(db, actor, 'publications.work.corrected', `work:${live.workId}`, { edition: id })
  await announceWork(db, live.workId)
  return number
}

/** The number of the corrected edition; a draft of the next one moves up, so that numbers keep the order of reading. */
async function makeRoom(db: Writer, workId: string): Promise<number> {
  const { number } = await db.only(sql<{ number: number }>`select max(number) + 1 as number from publications.editions
    where work_id = ${workId} and state not in ('draft', 'review', 'scheduled')`)
  await db.save(sql`update publications.editions set number = number + 1
    where work_id = ${workId} and number >= ${number} and state in ('draft', 'review', 'scheduled')`)
  return number
}

async function correctDraft(
  db: Writer,
  actor: Viewer,
  input: NewCorrection & { workId: string; at: Date },
): Promise<void> {
  const draft = await db.one(
    sql<Pick<EditionView, 'id' | 'title' | 'teaser' | 'content' | 'bibliography' | 'hero' | 'occasion'>>`
      select id, title, teaser, content, bibliography, hero, occasion from publications.editions where work_id = ${input.workId} and state in ('draft', 'review')`,
  )
  if (!draft || !saysOnce(draft.content, input.said)) return
  const content = replaceSentence(draft.content, input)
  await db.save(sql`update publications.editions set content = ${JSON.stringify(content)},
      content_hash = ${hashOf({ ...draft, content })}, revision = revision + 1, state = 'draft', saved_by = ${actor.auditId},
      saved_at = ${input.at} where id = ${draft.id}`)
  await keepRevision(db, draft.id)
}
