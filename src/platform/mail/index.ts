import { createTransport } from 'nodemailer'
import { type Database, type Reader, sql, type Writer } from '#platform/db'

export { type BulkLetter, type BulkReader, bulkPrinter } from './bulk.ts'
export { type Handed, handSeconds, type MailLane, openMailLane } from './lane.ts'

export interface Letter {
  to: string
  subject: string
  text: string
  html?: string
  headers?: Record<string, string>
}

export interface KeptLetter extends Letter {
  id: number
  writtenAt: Date
  sentAt: Date | null
}

/** Puts a letter into the outbox in the same transaction as the deed that caused it; a job sends it after the commit. */
export const post = (db: Writer, letter: Letter): Promise<void> => postIf(db, true, letter)

/**
 * As `post`, for deeds that must not show whether somebody is there to write to: a letter to nobody is written, carried to the database
 * by the same statement, and kept by none.
 */
export async function postIf(db: Writer, isMeant: boolean, letter: Letter): Promise<void> {
  await db.save(sql`insert into platform.outbox (recipient, subject, body_text, body_html, headers)
    select ${letter.to}, ${letter.subject}, ${letter.text}, ${letter.html ?? null}, ${JSON.stringify(letter.headers ?? {})}::jsonb
    where ${isMeant}::boolean`)
}

/** Letters in the outbox, newest first: the development page that stands in for a mailbox. */
export function listOutbox(db: Reader, limit = 100): Promise<KeptLetter[]> {
  return db.all(sql<KeptLetter>`select id, recipient as "to", subject, body_text as text, body_html as html, headers,
    written_at as "writtenAt", sent_at as "sentAt" from platform.outbox order by id desc limit ${limit}`)
}

/**
 * Sends what waits in the outbox by SMTP. Each letter is marked in its own transaction, so a crash repeats at most the one in hand;
 * one that the server refuses stays for the next run and holds up no other.
 */
export async function sendOutbox(database: Database, smtpUrl: string, from: string): Promise<number> {
  const transport = createTransport(smtpUrl)
  const refused: unknown[] = []
  let sent = 0
  try {
    for (let id = await nextWaiting(database, 0); id !== undefined; id = await nextWaiting(database, id)) {
      const isSent = await sendOne(database, id, (letter) => transport.sendMail({ from, ...letter })).catch(
        (error: unknown) => {
          refused.push(error)
          return false
        },
      )
      if (isSent) sent += 1
    }
  } finally {
    transport.close()
  }
  if (refused.length > 0)
    throw new Error(`${refused.length} letters were refused and stay in the outbox`, { cause: refused[0] })
  return sent
}

async function nextWaiting(database: Database, after: number): Promise<number | undefined> {
  const found = await database.read((db) =>
    db.one(
      sql<{ id: number }>`select id from platform.outbox where sent_at is null and id > ${after} order by id limit 1`,
    ),
  )
  return found?.id
}

function sendOne(database: Database, id: number, send: (letter: Letter) => Promise<unknown>): Promise<boolean> {
  return database.write(async (db) => {
    db.unaudited('the deed that wrote the letter is audited; sending adds nothing but the time')
    // Skipped when another node has it in hand.
    const letter =
      await db.one(sql<Letter>`select recipient as "to", subject, body_text as text, body_html as html, headers
      from platform.outbox where id = ${id} and sent_at is null for update skip locked`)
    if (!letter) return false
    const { to, subject, text, html, headers } = letter
    await send({ to, subject, text, ...(html ? { html } : {}), ...(headers ? { headers } : {}) })
    // What was sent is with whom it is for; here only stays that it was.
    await db.save(sql`update platform.outbox set sent_at = now(), recipient = '', subject = '', body_text = '', body_html = null,
      headers = '{}' where id = ${id}`)
    return true
  })
}
