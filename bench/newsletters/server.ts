import { startMailServer } from '#test/mail-server'

/** A mail server in a process of its own, that takes everything and counts. Asked, it says how many it has and to how many mailboxes. */
const counts = new Map<string, number>()
let letters = 0
const server = await startMailServer({
  keeps: ({ to }) => {
    letters += 1
    counts.set(to, (counts.get(to) ?? 0) + 1)
  },
})
process.on('message', () => process.send?.({ letters, mailboxes: counts.size }))
process.send?.({ url: server.url })
