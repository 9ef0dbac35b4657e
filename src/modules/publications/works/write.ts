import { allow, type Viewer } from '#kernel/access'
import { type Actor, audit } from '#kernel/audit'
import { getBody } from '#kernel/bodies'
import { indexDocuments, removeDocuments } from '#kernel/search'
import { isUniqueViolation, type Reader, sql, type Writer } from '#platform/db'
import { newId, slug } from '#platform/ids'
import { announce } from '#platform/live'
import { conflict, type Problem } from '#platform/problem'
import { readOccasion, teaserOf, typeOf } from '../occasions/rules.ts'
import { standingNames } from '../occasions/schema.ts'
import { formatCitations } from '../references/read.ts'
import { hashOf, picturesIn, plainOf, textOfMarkdown } from '../texts/rules.ts'
import { emptyText, type TextDocument } from '../texts/schema.ts'
import { getLive, holdDraft } from './read.ts'
import { type DraftInput, type EditionView, type NewWork, workKinds, workPath } from './schema.ts'

/** Told to every node when what the public reads has changed; carries the work. */
export const worksChanged = 'publications.works.changed'

/** Begins a work with its first draft, which nobody but its body sees. Returns the id of the edition. */
export async function beginWork(db: Writer, actor: Viewer, input: NewWork & { at: Date }): Promise<string> {
  allow(actor, 'publications.work.write', { bodyId: input.bodyId })
  const body = await getBody(db, input.bodyId)
  const workId = newId(input.at)
  const address = input.slug || (await freeSlug(db, input.title, workId))
  await refuseTaken(db, address)
  await db.save(sql`insert into publications.works (id, body_id, kind, slug, is_sample, begun_by, begun_at)
    values (${workId}, ${body.id}, ${input.kind}, ${address}, ${body.isSample}, ${actor.auditId}, ${input.at})`)
  const editionId = await insertEdition(db, actor, { workId, number: 1, title: input.title, at: input.at })
  await audit(db, actor, 'publications.work.begun', `work:${workId}`, { kind: input.kind })
  return editionId
}

/** From the title; where that is taken, the end of the id makes it another. */
async function freeSlug(db: Reader, title: string, workId: string): Promise<string> {
  const base = slug(title).slice(0, 80).replace(/-+$/, '') || 'work'
  const wished = base.length > 1 ? base : `work-${base}`
  return (await isTaken(db, wished)) ? `${wished}-${workId.slice(-6)}` : wished
}

async function isTaken(db: Reader, address: string): Promise<boolean> {
  const { taken } = await db.only(
    sql<{ taken: boolean }>`select exists (select from publications.works where slug = ${address})
      or exists (select from publications.addresses where slug = ${address}) as taken`,
  )
  return taken
}

/** Refuses an address that belongs to a work, once did, or is kept. */
export async function refuseTaken(db: Reader, address: string): Promise<void> {
  if (await isTaken(db, address))
    throw conflict('publications.work.address-taken', 'That address belongs to another work, or did, or is kept.', {
      slug: 'Choose another address',
    })
}

/** A new edition of a published work, which begins as a copy of what stands. Returns its id. */
export async function beginEdition(db: Writer, actor: Viewer, input: { slug: string; at: Date }): Promise<string> {
  allow(actor, 'publications.work.write')
  const live = await getLive(db, input.slug)
  allow(actor, 'publications.work.write', { bodyId: live.bodyId })
  try {
    const id = await insertEdition(db, actor, { ...live, number: await nextNumber(db, live.workId), at: input.at })
    await audit(db, actor, 'publications.edition.begun', `work:${live.workId}`, { edition: id })
    return id
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw conflict('publications.edition.begun', 'Somebody is already working on the next edition. Open that one.')
  }
}

async function nextNumber(db: Reader, workId: string): Promise<number> {
  const { number } = await db.only(
    sql<{ number: number }>`select max(number) + 1 as number from publications.editions where work_id = ${workId}`,
  )
  return number
}

type Begun = { workId: string; number: number; title: string; at: Date } & Partial<EditionView>

async function insertEdition(db: Writer, actor: Viewer, begun: Begun): Promise<string> {
  const id = newId(begun.at)
  const {
    content = emptyText,
    bibliography = [],
    hero = null,
    teaser = '',
    topics = [],
    pillars = [],
    regions = [],
    authors = [],
    speaksOf = [],
    occasion = null,
  } = begun
  const hash = hashOf({ title: begun.title, teaser, content, bibliography, hero, occasion })
  await db.save(sql`insert into publications.editions (id, work_id, number, state, language, title, teaser, content,
      content_hash, bibliography, hero, series, topics, pillars, regions, authors, speaks_of, occasion, begun_by, begun_at, saved_by, saved_at)
    values (${id}, ${begun.workId}, ${begun.number}, 'draft', ${begun.language ?? 'en'}, ${begun.title}, ${teaser},
      ${JSON.stringify(content)}, ${hash}, ${JSON.stringify(bibliography)}, ${hero && JSON.stringify(hero)}, ${begun.series ?? ''}, ${topics}, ${pillars}, ${regions},
      ${JSON.stringify(authors)}, ${JSON.stringify(speaksOf)}, ${occasion && JSON.stringify(occasion)}, ${actor.auditId}, ${begun.at}, ${actor.auditId}, ${begun.at})`)
  await keepRevision(db, id)
  return id
}

/** The state of an edition as it now stands, kept for good, with its citations written out and its pictures known. */
export async function keepRevision(db: Writer, editionId: string): Promise<void> {
  const text = await db.only(sql<
    Parameters<typeof formatCitations>[1] & Pick<EditionView, 'hero'>
  >`select body_id as "bodyId", language, content, bibliography, hero
    from publications.editions edition join publications.works work on work.id = work_id where edition.id = ${editionId}`)
  const cited = await formatCitations(db, text)
  await db.save(sql`update publications.editions set cited = ${cited && JSON.stringify(cited)},
    pictures = ${picturesIn(text)} where id = ${editionId}`)
  await db.save(sql`insert into publications.revisions (edition_id, revision, title, teaser, content, content_hash, bibliography, hero,
      occasion, fields, saved_by, saved_at)
    select id, revision, title, teaser, content, content_hash, bibliography, hero, occasion,
      jsonb_build_object('language', language, 'series', series, 'topics', topics, 'pillars', pillars, 'regions', regions, 'authors', authors,
        'speaksOf', speaks_of, 'changeNote', change_note, 'isMinor', is_minor), saved_by, saved_at
    from publications.editions where id = ${editionId}`)
}

/** Holds an edition that is still written on, for whoever may write; the problem that says why it is not. */
export async function holdOpen(db: Writer, actor: Viewer, editionId: string): Promise<EditionView> {
  const edition = await holdDraft(db, actor, editionId)
  allow(actor, 'publications.work.write', { bodyId: edition.bodyId })
  if (['draft', 'review'].includes(edition.state)) return edition
  throw closed(edition.state)
}

/** Says that an edition is no longer written on. */
export const closed = (state: EditionView['state']): Problem =>
  conflict('publications.edition.state', `This edition is ${state} by now and can no longer be changed.`)

/**
 * Saves a draft and keeps what it was. Refused when somebody else has saved since it was opened: nothing of either is lost, because
 * the form keeps what was typed. A draft under review goes back to being written: what was reviewed is no longer what stands. `text`
 * stands in place of what the form wrote where it was written together, or laid over what others wrote.
 */
export async function saveDraft(
  db: Writer,
  actor: Viewer,
  input: Omit<DraftInput, 'isTogether'> & { editionId: string; at: Date; text?: TextDocument | undefined },
): Promise<number> {
  const before = await holdOpen(db, actor, input.editionId)
  if (before.revision !== input.revision)
    throw conflict(
      'publications.edition.saved',
      'Somebody else saved this draft while you were writing. Your words are still below. Compare them with what stands, then save again.',
      { content: 'Compare with the latest revision before you save', revision: String(before.revision) },
    )
  const content = input.text ?? textOfMarkdown(input.content)
  const occasion = readOccasion(before.kind, input)
  const hash = hashOf({
    title: input.title,
    teaser: input.teaser,
    content,
    bibliography: before.bibliography,
    hero: before.hero,
    occasion,
  })
  await db.save(sql`update publications.editions set title = ${input.title}, teaser = ${input.teaser},
      content = ${JSON.stringify(content)}, content_hash = ${hash}, language = ${input.language}, series = ${input.series},
      topics = ${input.topics}, pillars = ${input.pillars}, regions = ${input.regions},
      authors = ${JSON.stringify(input.authors)}, speaks_of = ${JSON.stringify(input.speaksOf)}, occasion = ${occasion && JSON.stringify(occasion)}, change_note = ${input.changeNote}, is_minor = ${input.isMinor},
      state = 'draft', revision = revision + 1, saved_by = ${actor.auditId}, saved_at = ${input.at}
    where id = ${input.editionId}`)
  await keepRevision(db, input.editionId)
  // Words stay out of the log: a draft may be nobody else's business, and the log cannot forget.
  await audit(db, actor, 'publications.edition.saved', `edition:${input.editionId}`, { revision: before.revision + 1 })
  return before.revision + 1
}

/**
 * Saves the text alone: what was written together, or a suggestion that was accepted. Whoever opened the form before can still save it,
 * because nothing but the text has changed. `suggestedBy` names whose words they are. Returns the revision; the same one where the text is the same.
 */
export async function saveText(
  db: Writer,
  actor: Actor,
  input: { edition: EditionView; content: TextDocument; at: Date; suggestedBy?: string },
): Promise<number> {
  const { edition, content, at, suggestedBy = null } = input
  const hash = hashOf({ ...edition, content })
  if (hash === edition.contentHash) return edition.revision
  const revision = edition.revision + 1
  await db.save(sql`update publications.editions set content = ${JSON.stringify(content)}, content_hash = ${hash}, state = 'draft',
      revision = ${revision}, saved_by = ${actor.auditId}, saved_at = ${at} where id = ${edition.id}`)
  await keepRevision(db, edition.id)
  await db.save(
    sql`update publications.revisions set is_text_only = true, suggested_by = ${suggestedBy} where edition_id = ${edition.id} and revision = ${revision}`,
  )
  await audit(db, actor, 'publications.edition.saved', `edition:${edition.id}`, { revision, text: true })
  return revision
}

/** Brings an earlier save back as the latest; what was saved since stays in the history. */
export async function restoreRevision(
  db: Writer,
  actor: Viewer,
  input: { editionId: string; revision: number; at: Date },
): Promise<void> {
  await holdOpen(db, actor, input.editionId)
  const changed = await db.save(sql`update publications.editions edition set title = old.title, teaser = old.teaser,
      content = old.content, content_hash = old.content_hash, bibliography = old.bibliography, hero = old.hero,
      occasion = old.occasion,
      ${fieldsOfOld}, state = 'draft', revision = edition.revision + 1,
      saved_by = ${actor.auditId}, saved_at = ${input.at}
    from publications.revisions old where edition.id = ${input.editionId} and old.edition_id = edition.id
      and old.revision = ${input.revision}`)
  if (changed === 0) throw conflict('publications.revision.unknown', 'There is no such revision of this draft.')
  await keepRevision(db, input.editionId)
  await audit(db, actor, 'publications.edition.restored', `edition:${input.editionId}`, { revision: input.revision })
}

/** What an earlier save said beside its text; where that is not known, what stands stays. */
const fieldsOfOld = sql`language = coalesce(old.fields ->> 'language', edition.language),
      series = coalesce(old.fields ->> 'series', edition.series),
      topics = case when old.fields is null then edition.topics else array(select jsonb_array_elements_text(old.fields -> 'topics')) end,
      pillars = case when old.fields is null then edition.pillars else array(select jsonb_array_elements_text(old.fields -> 'pillars')) end,
      regions = case when old.fields is null then edition.regions else array(select jsonb_array_elements_text(old.fields -> 'regions')) end,
      authors = coalesce(old.fields -> 'authors', edition.authors),
      speaks_of = coalesce(old.fields -> 'speaksOf', edition.speaks_of),
      change_note = coalesce(old.fields ->> 'changeNote', edition.change_note),
      is_minor = coalesce((old.fields ->> 'isMinor')::boolean, edition.is_minor)`

/** Lets a published work be found by its title, teaser, authors and words, as it is told of at an instant. */
export async function indexWork(db: Writer, edition: EditionView, at: Date): Promise<void> {
  await unindexWork(db, edition)
  const { occasion } = edition
  await indexDocuments(db, [
    {
      ...{ kind: typeOf(edition, at).toLowerCase(), recordId: edition.workId, address: workPath(edition.slug) },
      ...{ title: edition.title, summary: teaserOf(edition, at), weight: 1.2 },
      body: [
        ...[edition.authors.map(({ name }) => name).join(' '), edition.series, plainOf(edition.content)],
        ...(occasion?.kind === 'event' ? [occasion.place, occasion.afterwards] : []),
      ].join('\n'),
    },
  ])
  await db.save(sql`update publications.works set indexed_at = ${at} where id = ${edition.workId}`)
}

export async function unindexWork(db: Writer, edition: EditionView): Promise<void> {
  for (const type of edition.kind === 'event' ? Object.values(standingNames) : [workKinds[edition.kind]])
    await removeDocuments(db, type.toLowerCase(), [edition.workId])
}

/** Says to every node, once this is committed, that the public reads something else. */
export const announceWork = (db: Writer, workId: string): Promise<void> => announce(db, worksChanged, { workId })
