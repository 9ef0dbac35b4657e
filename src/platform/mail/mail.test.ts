import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { useSite } from '#test/site'
import { listOutbox, post, sendOutbox } from './index.ts'

const site = useSite()

/** A mail server as small as RFC 5321 allows: takes letters until it is told to refuse. */
async function startMailServer(refuses: (recipient: string) => boolean = () => false) {
  const letters: { to: string; body: string }[] = []
  const server = createServer((socket) => {
    let to = ''
    let body: string[] | undefined
    socket.write('220 test\r\n')
    createInterface({ input: socket }).on('line', (line) => {
      if (body) {
        if (line !== '.') body.push(line)
        else {
          letters.push({ to, body: body.join('\n') })
          body = undefined
          socket.write('250 kept\r\n')
        }
        return
      }
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'RCPT') to = /<(.*)>/.exec(line)?.[1] ?? ''
      if (verb === 'DATA') body = []
      if (verb === 'RCPT' && refuses(to)) socket.write('550 no such mailbox\r\n')
      else socket.write(verb === 'DATA' ? '354 go on\r\n' : verb === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
    })
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // a TCP listener has an address of this kind
  return { letters, url: `smtp://127.0.0.1:${port}`, stop: () => new Promise((done) => server.close(done)) }
}

const write = (to: string, subject: string) =>
  site.services.database.write(async (db) => {
    db.unaudited('a test')
    await post(db, { to, subject, text: `Dear ${to}` })
  })

test('a letter waits in the outbox, is sent once, and is marked with its time', async () => {
  const mail = await startMailServer()
  await write('ada@example.org', 'Hello')
  const send = () => sendOutbox(site.services.database, mail.url, 'Legation <site@example.org>')
  expect(await send()).toBe(1)
  expect(await send()).toBe(0)
  expect(mail.letters).toHaveLength(1)
  expect(mail.letters[0]).toMatchObject({ to: 'ada@example.org', body: expect.stringContaining('Subject: Hello') })
  const [kept] = await site.services.database.read((db) => listOutbox(db))
  // What was sent is with whom it is for; here only stays that it was.
  expect(kept).toMatchObject({ to: '', subject: '', text: '', html: null, sentAt: expect.any(Date) })
  await mail.stop()
})

test('a letter of a deed that failed is never written', async () => {
  const failing = site.services.database.write(async (db) => {
    db.unaudited('a test')
    await post(db, { to: 'ada@example.org', subject: 'Too early', text: 'x' })
    throw new Error('the deed failed')
  })
  await expect(failing).rejects.toThrow('the deed failed')
  expect(await site.services.database.read((db) => listOutbox(db))).toEqual([])
})

test('a letter the server refuses stays and holds up no other', async () => {
  const mail = await startMailServer((to) => to.startsWith('gone'))
  await write('gone@example.org', 'First')
  await write('bo@example.org', 'Second')
  await sendOutbox(site.services.database, mail.url, 'site@example.org').catch(() => 0)
  expect(mail.letters.map(({ to }) => to)).toEqual(['bo@example.org'])
  const outbox = await site.services.database.read((db) => listOutbox(db))
  expect(outbox.map(({ to, sentAt }) => [to, sentAt !== null])).toEqual([
    ['', true],
    ['gone@example.org', false],
  ])
  await mail.stop()
})
