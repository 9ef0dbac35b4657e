import { type Database, sql, type Writer } from '#platform/db'

// One database channel for the whole installation; topics travel inside, so that any number of nodes hear every change.
const channel = 'legation_live'

export interface LiveEvent {
  topic: string
  /** Small by rule: NOTIFY carries 8,000 bytes, so an event names what changed and listeners ask for it. */
  data: unknown
}

/** Tells every node of a change, at the moment this transaction commits and never if it does not. */
export async function announce(db: Writer, topic: string, data: unknown): Promise<void> {
  await db.all(sql`select pg_notify(${channel}, ${JSON.stringify({ topic, data })})`)
}

export interface LiveChannel {
  /** Calls `heard` for events whose topic is `topic`; returns a function that stops. */
  subscribe(topic: string, heard: (event: LiveEvent) => void): () => void
  close(): Promise<void>
}

export async function openLive(database: Database): Promise<LiveChannel> {
  const subscribers = new Map<string, Set<(event: LiveEvent) => void>>()
  const stop = await database.listen(channel, (payload) => {
    const event = JSON.parse(payload) as LiveEvent // written by announce above
    for (const heard of subscribers.get(event.topic) ?? []) heard(event)
  })
  return {
    subscribe(topic, heard) {
      const known = subscribers.get(topic) ?? new Set()
      subscribers.set(topic, known.add(heard))
      return () => void known.delete(heard)
    },
    close: stop,
  }
}
