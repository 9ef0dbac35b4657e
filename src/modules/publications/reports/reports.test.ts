import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sql, wholeSight } from '#platform/db'
import { issueOf, opened, subscribed } from '#test/newsletters'
import { useSite } from '#test/site'
import { prepareMailing } from '../deliveries/write.ts'
import { isGone, letterMark, returnAddress } from '../mailings/rules.ts'
import { reportApi } from './api.ts'
import { readReportsCommand } from './commands.ts'
import { partsOf, readReport } from './rules.ts'
import { softLimit } from './write.ts'

const site = useSite()
const secret = 'a-secret-of-mail-servers'

/** A delivery status notification as Postfix writes them. */
const bounced = (
  mark: string,
  { status, action = 'failed', says }: { status: string; action?: string; says: string },
) =>
  `Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: bounces+${mark}@news.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="B1"

--B1
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Sun, 15 Feb 2026 09:00:00 +0000

Final-Recipient: rfc822; ana@example.org
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; ${says}

--B1--
`.replace(/\n/g, '\r\n')

/** A complaint as mailbox providers write them; the letter is known by its Message-ID alone. */
const complained = (mark: string, type = 'abuse') =>
  `From: feedback@provider.example
To: abuse@news.example
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part"

--part
Content-Type: text/plain

This is an abuse report.
--part
Content-Type: message/feedback-report

Feedback-Type: ${type}
User-Agent: Provider/1.0
Version: 1

--part
Content-Type: message/rfc822
Content-Transfer-Encoding: base64

${Buffer.from(`Message-ID: <${mark}@news.example>\nSubject: Ports\n\nWords`).toString('base64')}
--part--
`

/** A prepared mailing to one reader, whom a report can be about; and that reader's letter. */
async function sent(): Promise<{
  mark: (at?: number) => string
  state: () => Promise<string>
  again: () => Promise<string>
}> {
  const list = await opened(site)
  const cora = await site.as('sample-cora')
  await subscribed(site, 'ana@example.org')
  const { database, clock, config } = site.services
  const key = await database.read((db) => db.only(sql<{ secret: string }>`select secret from publications.newsletters`))
  const again = async () => {
    const issue = await issueOf(cora, list)
    await cora.post(`${issue}/sending`, { deed: 'now' })
    const issueId = issue.split('/').at(-1) ?? ''
    await database.write(
      (db) => prepareMailing(db, { issueId, now: clock.now(), publicUrl: config.publicUrl, all: [] }),
      wholeSight,
    )
    return letterMark(key.secret, issueId, 1)
  }
  const first = await again()
  return {
    mark: () => first,
    again,
    state: async () =>
      (
        await database.read(
          (db) => db.only(sql<{ state: string }>`select state from publications.subscribers`),
          wholeSight,
        )
      ).state,
  }
}

const read = async (...messages: string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'legation-reports-'))
  for (const [at, message] of messages.entries()) writeFileSync(join(folder, String(at)), message)
  const said: string[] = []
  await readReportsCommand.run(site.services, {
    ...{ arguments: [folder], options: {}, say: (line) => void said.push(line), progress: () => {} },
  })
  rmSync(folder, { recursive: true })
  return said
}
const gone = { status: '5.1.1', says: '550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown' }
const full = { status: '5.2.2', says: '552 5.2.2 Mailbox full' }

test('a letter that comes back because the mailbox is gone stops the mailbox at once', async () => {
  const { mark, state } = await sent()
  expect(await read(bounced(mark(), gone), bounced(mark(), gone))).toEqual(['2 messages of mailboxes that are gone.'])
  expect(await state()).toBe('bounced')
})

test('a full mailbox is written to again, until that has happened too often; a late letter is no reason', async () => {
  const { mark, state, again } = await sent()
  await read(bounced(mark(), { ...full, action: 'delayed', status: '4.2.2' }))
  for (let time = 0; time < 9; time += 1) await read(bounced(mark(), full))
  expect(await state()).toBe('confirmed')
  for (let letter = 2; letter < softLimit; letter += 1) await read(bounced(await again(), full))
  expect(await state()).toBe('confirmed')
  await read(bounced(await again(), full))
  expect(await state()).toBe('bounced')
})

test('a complaint unsubscribes, and “not spam” does not', async () => {
  const { mark, state } = await sent()
  await read(complained(mark(), 'not-spam'))
  expect(await state()).toBe('confirmed')
  expect(await read(complained(mark()))).toEqual(['1 message of complaints.'])
  expect(await state()).toBe('complained')
})

test('a made-up report, or one of somebody else’s letter, changes nothing', async () => {
  const { mark, state } = await sent()
  const [number = '', issue = '', proof = ''] = mark().split('.')
  const forged = [
    `${number}.${issue}.${proof.slice(0, 15)}${proof.endsWith('0') ? '1' : '0'}`,
    `2.${issue}.${proof}`,
    'nothing',
  ]
  expect(await read(...forged.map((each) => bounced(each, gone)))).toEqual([
    '3 messages no reports of letters of this site.',
  ])
  // An answer by a person who quotes everything is no report.
  expect(
    await read(`From: ana@example.org\nTo: bounces+${mark()}@news.example\n\nPlease delete me, 550 5.1.1\n`),
  ).toEqual(['1 message no reports of letters of this site.'])
  expect(await state()).toBe('confirmed')
})

test('reports come by POST to whoever has the secret, and there is no such address without one', async () => {
  const { mark, state } = await sent()
  const message = bounced(mark(), gone)
  const api = reportApi(secret)['POST /api/v1/mail-reports']
  const bring = (given: string) =>
    site.services.database.write(async (db) => {
      if (api?.kind !== 'endpoint' || !api.deed) throw new Error('It is an operation that changes something')
      // What it needs of a request.
      return api.deed({ db, clock: site.services.clock, input: { secret: given, message } } as never)
    })
  await expect(bring('another-secret-of-nobody')).rejects.toThrow('not taken here')
  // The site under test has no secret in its settings.
  const visitor = await site.as('visitor')
  expect((await visitor.send('POST', '/api/v1/mail-reports', { secret: '', message })).status).toBe(404)
  expect(await state()).toBe('confirmed')
  expect(await bring(secret)).toEqual({ what: 'gone' })
  expect(await state()).toBe('bounced')
})

test('what says that a mailbox is gone, and what does not', () => {
  for (const answer of [
    '550 5.1.1 no such user',
    '550 5.1.10 gone',
    '550 5.2.1 disabled',
    '550 user unknown',
    '553 unknown',
  ])
    expect([answer, isGone(answer)]).toEqual([answer, true])
  for (const answer of [
    ...[
      '554 5.7.1 blocked by policy',
      '552 5.2.2 full',
      '552 mailbox exceeds quota',
      '450 4.2.1 later',
      '421 busy',
      '',
    ],
    ...['550 5.3.4 too big', '550 message rejected as spam', 'Connection lost'],
  ])
    expect([answer, isGone(answer)]).toEqual([answer, false])
})

test('return addresses carry the mark, and end within what mail servers take', () => {
  const mark = letterMark('secret', '0'.repeat(25), 4_000_000)
  const address = returnAddress('bounces@news.example', mark, 'site@news.example')
  expect(address).toBe(`bounces+${mark}@news.example`)
  expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64)
  expect(returnAddress(undefined, mark, 'site@news.example')).toBe('site@news.example')
})

test('no message, however broken, is more than no report', () => {
  for (const message of [
    '',
    '\n\n',
    'Content-Type: multipart/report; boundary="x"\n\n--x\n--x\n--x',
    'A: b\n'.repeat(1000),
  ])
    expect(readReport(partsOf(message)).kind).toBe('unknown')
  const nested = 'Content-Type: multipart/mixed; boundary="x"\n\n--x\n'.repeat(50)
  expect(readReport(partsOf(nested)).kind).toBe('unknown')
})
