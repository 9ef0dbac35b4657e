import { createTransport } from 'nodemailer'
import { type Database, type Reader, sql, type Writer } from '#platform/db'

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
export async function post(db: Writer, letter: Letter): Promise<void> {
  await db.save(sql`insert into platform.outbox (recipient, subject, body_text, body_html, headers)
    values (${letter.to}, ${letter.subject}, ${letter.text}, ${letter.html ?? null}, ${JSON.stringify(letter.headers ?? {})})`)
}

/** Letters in the outbox, newest first: the development page that stands in for a mailbox. */
export function listOutbox(db: Reader, limit = 100): Promise<KeptLetter[]> {
  return db.all(sql<KeptLetter>`select id, recipient as "to", subject, body_text as text, body_html as html, headers,
    written_at as "writtenAt", sent_at as "sentAt" from platform.outbox order by id desc limit ${limit}`)
}

/** Sends what waits in the outbox by SMTP. Each letter is marked in its own transaction, so a crash repeats at most the one in hand. */
export async function sendOutbox(database: Database, smtpUrl: string, from: string): Promise<number> {
  const transport = createTransport(smtpUrl)
  let sent = 0
  try {
    while (await sendNext(database, (letter) => transport.sendMail({ from, ...letter }))) sent += 1
  } finally {
    transport.close()
  }
  return sent
}

function sendNext(database: Database, send: (letter: Letter) => Promise<unknown>): Promise<boolean> {
  return database.write(async (db) => {
    db.unaudited('the deed that wrote the letter is audited; sending adds nothing but the time')
    const letter = await db.one(sql<KeptLetter>`select id, recipient as "to", subject, body_text as text,
      body_html as html, headers, written_at as "writtenAt", sent_at as "sentAt"
      from platform.outbox where sent_at is null order by id limit 1 for update skip locked`)
    if (!letter) return false
    const { to, subject, text, html, headers } = letter
    await send({ to, subject, text, ...(html ? { html } : {}), ...(headers ? { headers } : {}) })
    await db.save(sql`update platform.outbox set sent_at = now() where id = ${letter.id}`)
    return true
  })
}
