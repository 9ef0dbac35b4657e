import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface TakenLetter {
  /** Addresses of the envelope: where it comes back to, and to whom it goes. */
  from: string
  to: string
  /** As it came over the wire. */
  message: string
}

export interface MailServer {
  letters: TakenLetter[]
  /** Those it was handed once more and dropped. */
  dropped: TakenLetter[]
  url: string
  /** Takes no connection any more; those that are open break. */
  stop(): Promise<void>
}

export interface Manners {
  /** What the server answers to a recipient; nothing means that it takes the letter. */
  refuses?: (recipient: string) => string | undefined
  /** Hangs up after it has taken the whole letter, without a word: `true` when it should for this one. */
  hangsUp?: (recipient: string) => boolean
  /** The header by which it knows a letter to the same mailbox again; it says that it takes the repeat, and drops it. */
  dropsBy?: string
  /** Keeps no words of letters, for those who only count. */
  keeps?: (letter: TakenLetter) => void
}

/** A mail server as small as RFC 5321 allows, for any number of connections at once. */
export async function startMailServer(manners: Manners = {}): Promise<MailServer> {
  const letters: TakenLetter[] = []
  const dropped: TakenLetter[] = []
  const known = new Set<string>()
  const take = manners.keeps ?? ((letter: TakenLetter) => void letters.push(letter))
  const keep = (letter: TakenLetter) => {
    const key = manners.dropsBy && `${letter.to} ${headerIn(letter.message, manners.dropsBy)}`
    if (key && known.has(key)) return void dropped.push(letter)
    if (key) known.add(key)
    take(letter)
  }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    serve(socket, manners, keep)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // a TCP listener has an address of this kind
  return {
    letters,
    dropped,
    url: `smtp://127.0.0.1:${port}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

const headerIn = (message: string, name: string): string =>
  new RegExp(`^${name}: (.+)\r$`, 'im').exec(message.split('\r\n\r\n')[0] ?? '')?.[1] ?? ''

function serve(socket: Socket, { refuses, hangsUp }: Manners, keep: (letter: TakenLetter) => void): void {
  let [from, to, waiting, isData] = ['', '', '', false]
  socket.setEncoding('utf8')
  socket.write('220 test\r\n')
  const answer = (line: string): void => {
    const [, verb = ''] = /^(\w+)/.exec(line.toUpperCase()) ?? []
    const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
    if (verb === 'MAIL') from = address
    if (verb === 'RCPT') {
      to = address
      const refusal = refuses?.(to)
      if (refusal) return void socket.write(`${refusal}\r\n`)
    }
    if (verb === 'DATA') isData = true
    if (verb === 'QUIT') return void socket.end('221 bye\r\n')
    socket.write(verb === 'DATA' ? '354 go on\r\n' : '250 ok\r\n')
  }
  socket.on('data', (part) => {
    waiting += part
    for (;;) {
      const end = waiting.indexOf(isData ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const piece = waiting.slice(0, end)
      waiting = waiting.slice(end + (isData ? 5 : 2))
      if (!isData) answer(piece)
      else {
        isData = false
        keep({ from, to, message: piece.replaceAll('\r\n..', '\r\n.') })
        if (hangsUp?.(to)) return void socket.destroy()
        socket.write('250 kept\r\n')
      }
    }
  })
}
