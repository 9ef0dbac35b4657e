import { Readable } from 'node:stream'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'

/** What became of a letter that was handed to the mail server. */
export type Handed =
  | { became: 'sent' }
  /** The server said no, for good. */
  | { became: 'refused'; answer: string }
  /** Surely not taken: it may be tried again. `isOfServer` says that the next letter would fare no better. */
  | { became: 'later'; answer: string; isOfServer: boolean }
  /** The connection was lost after the letter had begun to leave: the server may have taken it, and nobody can know. */
  | { became: 'undecided'; answer: string }

/** One connection to the mail server, kept open from letter to letter. */
export interface MailLane {
  hand(envelope: { from: string; to: string }, message: string): Promise<Handed>
  close(): void
}

/** No letter may be in hand for longer than connecting and waiting for the server take together. */
export const handSeconds = 40
const waits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }
/** Servers close connections that bring too much; ours begins anew before. */
const lettersOfConnection = 500

/**
 * Opens a lane to the server at `smtpUrl`. A lane hands each letter over at most once and never by itself again: the pool of the library
 * repeats a letter whose connection broke, also when the server had taken it.
 */
export function openMailLane(smtpUrl: string): MailLane {
  const { auth, ...options } = parseConnectionUrl(smtpUrl)
  let open: SMTPConnection | undefined
  let handed = 0

  async function connected(): Promise<SMTPConnection> {
    if (open && handed < lettersOfConnection) return open
    close()
    const fresh = new SMTPConnection({ ...options, ...waits })
    // It says again what the callbacks say; without a listener it would end the process.
    fresh.on('error', () => forget(fresh))
    fresh.on('end', () => forget(fresh))
    await new Promise<void>((done, fail) => {
      fresh.once('error', fail)
      fresh.connect((error) => {
        if (error) return fail(error)
        if (!auth) return done()
        fresh.login({ credentials: auth } as never, (refused) => (refused ? fail(refused) : done())) // as the URL names them
      })
    })
    handed = 0
    open = fresh
    return fresh
  }

  const forget = (which: SMTPConnection) => {
    if (open === which) open = undefined
  }
  function close() {
    open?.quit()
    open = undefined
  }

  return {
    close,
    async hand({ from, to }, message) {
      let hasBegun = false
      // Read for the first time when the server has said that it takes the letter: before that nothing has left.
      const body = new Readable({
        read() {
          hasBegun = true
          this.push(message)
          this.push(null)
        },
      })
      try {
        const connection = await connected()
        handed += 1
        await new Promise<void>((done, fail) => {
          // A server that hangs up between letters does not always tell the one that waits.
          const ended = () => fail(new Error('The mail server has closed the connection'))
          connection.once('end', ended)
          connection.send({ from, to: [to] }, body, (error) => {
            connection.off('end', ended)
            if (error) fail(error)
            else done()
          })
        })
        return { became: 'sent' }
      } catch (error) {
        const { responseCode = 0, command = '', response, message: says } = error as SmtpError // thrown by the library
        const answer = (response ?? says).slice(0, 300)
        const isAnswered = responseCode >= 400 && ['RCPT TO', 'DATA'].includes(command)
        if (!isAnswered) open = undefined
        if (isAnswered) await restart(open)
        if (isAnswered && responseCode >= 500) return { became: 'refused', answer }
        if (isAnswered) return { became: 'later', answer, isOfServer: false }
        return hasBegun ? { became: 'undecided', answer } : { became: 'later', answer, isOfServer: true }
      }
    },
  }
}

interface SmtpError {
  message: string
  responseCode?: number
  command?: string
  response?: string
}

/** After a refusal the server forgets the letter; one that does not answer is left. */
const restart = (connection: SMTPConnection | undefined): Promise<void> =>
  new Promise((done) => (connection ? connection.reset(() => done()) : done()))
