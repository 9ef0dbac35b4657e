import { download, findViewer, routes, type Viewer } from '#kernel/access'
import type { Services } from '#kernel/doors'
import { type Reader, wholeSight } from '#platform/db'
import type { Routes } from '#platform/http'
import { Problem } from '#platform/problem'
import { findRoom, getWritten, listUpdates } from './read.ts'
import { besideEvents, following, roomChanged, roomMoved, roomPresence, roomSaved, type UpdateView } from './schema.ts'
import { showPresence } from './write.ts'

/** A comment line now and then keeps proxies from closing a quiet stream, and asks again who listens. */
const pulse = 20_000
/** Whether somebody may still listen is asked again so long after the last answer while others write, beside what is told meanwhile. */
const fresh = 2000
/** An older answer is waited for: nothing is told before. In milliseconds. */
const trust = 10_000

interface Stream {
  editionId: string
  hand: number
  secret: string | undefined
  viewer: Viewer
  /** The last update that was sent. */
  sent: number
  /** The revision that stood when it was opened. */
  revision: number
  askedAt: number
  say(event: string, data: unknown): void
  end(): void
}

interface Told {
  editionId: string
  hand?: number
}

/** What each node tells those who write: one stream for each open editor, fed from the database whenever an update is announced. */
export function openWriting({ database, live, clock, log }: Services): { pages: Routes<Viewer>; close(): void } {
  const streams = new Map<string, Set<Stream>>()
  const busy = new Map<string, Promise<void>>()
  const waiting = new Map<string, { event: string; data: Told }[]>()
  const asking = new Set<string>()

  /** Sends what is new to everybody in one room: asked once for all of them, one asking after another. */
  function wake(editionId: string, told?: { event: string; data: Told }): void {
    if (!streams.has(editionId)) return
    const known = waiting.get(editionId)
    if (told) waiting.set(editionId, [...(known ?? []), told])
    if (known) return
    if (!told) waiting.set(editionId, [])
    const turn = (busy.get(editionId) ?? Promise.resolve()).then(async () => {
      const events = waiting.get(editionId) ?? []
      waiting.delete(editionId)
      await tell(editionId, events).catch((error: unknown) => {
        // Whoever is not told asks again from the last update they know.
        log.error({ err: error }, 'a room could not be told')
        for (const stream of streams.get(editionId) ?? []) stream.end()
      })
    })
    busy.set(editionId, turn)
    void turn.finally(() => busy.get(editionId) === turn && busy.delete(editionId))
    // What could not be asked is asked at the next word, and waited for in the end.
    void turn.then(() => lookAgain(editionId)).catch(() => undefined)
  }

  async function tell(editionId: string, events: { event: string; data: Told }[]): Promise<void> {
    const all = [...(streams.get(editionId) ?? [])]
    if (all.length === 0) return
    const { updates, closed } = await database.read(async (db) => {
      const gone = await listClosed(db, all, trust)
      const room = await findRoom(db, editionId)
      const after = Math.min(...all.map(({ sent }) => sent))
      return { updates: room ? await listUpdates(db, room, after) : [], closed: gone }
    }, wholeSight)
    const said = updates.map(({ number, bytes }) => ({ number, update: Buffer.from(bytes).toString('base64') }))
    for (const stream of all) {
      if (end(stream, closed)) continue
      for (const update of said) if (isNews(update, stream)) stream.say('update', update)
      stream.sent = Math.max(stream.sent, updates.at(-1)?.number ?? 0)
      for (const { event, data } of events) if (data.hand !== stream.hand) stream.say(event, data)
    }
  }

  /** Asks again beside what is told, so that nobody waits for it. */
  async function lookAgain(editionId: string): Promise<void> {
    const all = [...(streams.get(editionId) ?? [])]
    if (asking.has(editionId) || all.every(({ askedAt }) => clock.now().getTime() - askedAt < fresh)) return
    asking.add(editionId)
    try {
      const closed = await database.read((db) => listClosed(db, all, fresh), wholeSight)
      for (const stream of all) end(stream, closed)
    } finally {
      asking.delete(editionId)
    }
  }

  function end(stream: Stream, closed: Map<Stream, string>): boolean {
    const why = closed.get(stream)
    if (!why) return false
    stream.say('closed', { why })
    stream.end()
    return true
  }

  /** Who may not listen any more, and why, among those whose last answer is older than it may be. */
  async function listClosed(db: Reader, all: Stream[], age: number): Promise<Map<Stream, string>> {
    const now = clock.now()
    const closed = new Map<Stream, string>()
    for (const stream of all.filter(({ askedAt }) => now.getTime() - askedAt >= age))
      try {
        stream.viewer = await findViewer(db, stream.secret, now)
        await getWritten(db, stream.viewer, stream.editionId)
        stream.askedAt = now.getTime()
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        closed.set(stream, error.message)
      }
    return closed
  }

  function listen(asked: Omit<Stream, 'say' | 'end'>): Response {
    const encoder = new TextEncoder()
    let beat: ReturnType<typeof setInterval> | undefined
    let stream: Stream | undefined
    const leave = () => {
      clearInterval(beat)
      const room = streams.get(asked.editionId)
      if (!stream || !room?.delete(stream)) return
      if (room.size === 0) streams.delete(asked.editionId)
      sayGone(stream)
    }
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const write = (text: string) => {
          try {
            controller.enqueue(encoder.encode(text))
          } catch {
            leave() // the browser has gone
          }
        }
        stream = {
          ...asked,
          say: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
          end() {
            leave()
            try {
              controller.close()
            } catch {
              // it is closed already
            }
          },
        }
        streams.set(asked.editionId, (streams.get(asked.editionId) ?? new Set()).add(stream))
        write(': here\n\n')
        // Whoever was away learns whether anything was saved meanwhile.
        stream.say('changed', { revision: asked.revision })
        beat = setInterval(() => {
          write(': still here\n\n')
          wake(asked.editionId)
        }, pulse)
        beat.unref()
        wake(asked.editionId)
      },
      cancel: leave,
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' } })
  }

  function sayGone({ viewer, editionId, hand }: Stream): void {
    if (isClosed) return
    const gone = { editionId, hand, cursor: null, isGone: true }
    // Whoever lost the right on the way is gone to the others when they are not heard of any more.
    database.write((db) => showPresence(db, viewer, gone)).catch(() => undefined)
  }

  let isClosed = false
  const stops = [
    live.subscribe(roomMoved, ({ data }) => wake((data as Told).editionId)), // announced by write.ts, as the next two are
    live.subscribe(roomPresence, ({ data }) =>
      wake((data as Told).editionId, { event: 'presence', data: data as Told }),
    ),
    live.subscribe(roomSaved, ({ data }) => wake((data as Told).editionId, { event: 'saved', data: data as Told })),
    live.subscribe(roomChanged, ({ data }) => wake((data as Told).editionId, { event: 'changed', data: data as Told })),
    ...besideEvents.map((topic) =>
      live.subscribe(topic, ({ data }) => {
        const editionId = (data as { subject: string }).subject.slice('edition:'.length) // announced by the log
        wake(editionId, { event: 'beside', data: { editionId } })
      }),
    ),
  ]

  return {
    pages: routes({
      '/live/writing/:id': download(following, async ({ db, viewer, params, query, sessionSecret, clock: at }) => {
        const editionId = params.id ?? ''
        const { revision } = await getWritten(db, viewer, editionId)
        const [{ after: sent, hand }, askedAt] = [query, at.now().getTime()]
        return async () => listen({ editionId, hand, sent, revision, viewer, secret: sessionSecret, askedAt })
      }),
    }),
    close() {
      isClosed = true
      for (const stop of stops) stop()
      for (const room of [...streams.values()]) for (const stream of [...room]) stream.end()
    },
  }
}

/** A snapshot is news to whoever knows less than it holds. */
const isNews = ({ number }: Pick<UpdateView, 'number'>, { sent }: Stream): boolean => number > sent
