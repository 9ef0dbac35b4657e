import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { getBody } from '#kernel/bodies'
import { readStyle, shippedStyles, Unreadable } from '#platform/csl'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { conflict, invalid, notFound } from '#platform/problem'
import { findStyle, listStyles } from './read.ts'
import { mostStyleBytes, type StyleDeed } from './schema.ts'

/** Installs a style of CSL 1.0.2 for a body, after it was tried; one of the same title takes the place of the former. */
export async function installStyle(
  db: Writer,
  actor: Viewer,
  input: { bodyId: string; bytes: Uint8Array; at: Date },
): Promise<void> {
  allow(actor, 'publications.style.install', { bodyId: input.bodyId })
  const body = await getBody(db, input.bodyId)
  const csl = textOf(input.bytes)
  const { title, isNote } = await readStyle(csl).catch((error: unknown) => {
    if (!(error instanceof Unreadable)) throw error
    throw invalid('publications.style.unreadable', 'This file does not work as a citation style.', {
      file: `Choose a .csl file of CSL 1.0: ${error.message}`,
    })
  })
  await db.save(sql`insert into publications.styles (id, body_id, title, csl, is_note, installed_by, installed_at)
    values (${newId(input.at)}, ${body.id}, ${title.slice(0, 200)}, ${csl}, ${isNote}, ${actor.auditId}, ${input.at})
    on conflict (body_id, title) do update set csl = excluded.csl, is_note = excluded.is_note,
      installed_by = excluded.installed_by, installed_at = excluded.installed_at`)
  await audit(db, actor, 'publications.style.installed', `body:${body.id}`, { title })
}

function textOf(bytes: Uint8Array): string {
  if (bytes.length > mostStyleBytes)
    throw invalid('publications.style.large', 'This file is larger than any citation style.', {
      file: 'Choose a .csl file under 1 MB',
    })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalid('publications.style.encoding', 'This file is not text.', { file: 'Choose a .csl file in UTF-8' })
  }
}

/** Chooses the style of what a body writes from now on, or takes one out that it does not use. What is published keeps its words. */
export async function changeStyle(db: Writer, actor: Viewer, input: StyleDeed & { at: Date }): Promise<void> {
  allow(actor, 'publications.style.install', { bodyId: input.bodyId })
  const body = await getBody(db, input.bodyId)
  const style = (await listStyles(db, body.id)).find(({ id }) => id === input.style)
  if (!style) throw notFound('publications.style.unknown', 'There is no such style.')
  if (input.deed === 'choose')
    await db.save(sql`insert into publications.style_choices (body_id, style, chosen_by, chosen_at)
      values (${body.id}, ${style.id}, ${actor.auditId}, ${input.at})
      on conflict (body_id) do update set style = excluded.style, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at`)
  else {
    if (style.id in shippedStyles)
      throw conflict(
        'publications.style.shipped',
        'That style comes with the site and stays. Only installed ones are taken out.',
      )
    if ((await findStyle(db, body.id)).id === style.id)
      throw conflict('publications.style.used', 'That is the style in use. Choose another first.')
    await db.save(sql`delete from publications.styles where id = ${style.id} and body_id = ${body.id}`)
  }
  await audit(db, actor, `publications.style.${input.deed === 'choose' ? 'chosen' : 'removed'}`, `body:${body.id}`, {
    title: style.title,
  })
}
