import type { Viewer } from '#kernel/access'
import type { AuditEntry } from '#kernel/audit'
import type { NoticeKind, Telling } from '#kernel/notifications'
import type { Reader } from '#platform/db'
import { bodiesRead } from '../works/read.ts'
import { draftPath } from '../works/schema.ts'
import { bodyOf, listAddressed, listSpoken } from './read.ts'

const written = 'publications.comment.written'
/** So much of a comment stands in a notice. */
const excerpt = 80

async function tellings(
  db: Reader,
  entry: AuditEntry,
  whom: (addressed: Awaited<ReturnType<typeof listAddressed>>) => string[],
): Promise<Telling[]> {
  const { comment } = entry.detail as { comment: string } // written by comments/write.ts
  const bodyId = await bodyOf(db, comment)
  const accounts = whom(await listAddressed(db, comment)).filter((id) => entry.actor !== `account:${id}`)
  return accounts.map((accountId) => ({ accountId, about: `comment:${comment}`, bodyId }))
}

async function describe(db: Reader, viewer: Viewer, ids: string[], says: string) {
  const spoken = await listSpoken(db, ids, await bodiesRead(db, viewer))
  return new Map(
    spoken.map(({ id, title, words, editionId, thread }) => [
      id,
      {
        says: `${says} in “${title}”${words === '' ? ', which was taken back' : `: ${shortened(words)}`}`,
        href: `${draftPath(editionId)}#comment-${thread}`,
      },
    ]),
  )
}

const shortened = (words: string): string => (words.length > excerpt ? `${words.slice(0, excerpt)} …` : words)

/** Whoever is named in a comment is told, as long as they may read the draft. */
export const mentionNotice: NoticeKind = {
  name: 'publications.comment.mention',
  label: 'Somebody speaks to you in a comment on a draft',
  needs: 'publications.work.read',
  isOfBody: true,
  hears: {
    [written]: (db, entry) => tellings(db, entry, ({ mentioned }) => mentioned),
    // Whoever was named before has been told.
    'publications.comment.changed': (db, entry) => {
      const { named } = entry.detail as { named: string[] } // written by comments/write.ts
      return tellings(db, entry, ({ mentioned }) => mentioned.filter((id) => named.includes(id)))
    },
  },
  describe: (db, viewer, ids) => describe(db, viewer, ids, 'You are spoken to'),
}

/** Whoever has written in a thread is told of answers, unless they are named in them and told of that. */
export const answerNotice: NoticeKind = {
  name: 'publications.comment.answer',
  label: 'Somebody answers a comment of yours',
  needs: 'publications.work.read',
  isOfBody: true,
  hears: {
    [written]: (db, entry) =>
      tellings(db, entry, ({ mentioned, answered }) => answered.filter((id) => !mentioned.includes(id))),
  },
  describe: (db, viewer, ids) => describe(db, viewer, ids, 'An answer'),
}
