import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Viewer } from '#kernel/access'
import type { ModuleDoor, Services } from '#kernel/doors'
import { noticesChanged } from '#kernel/notifications'
import { notFound, unauthenticated } from '#platform/problem'

/** A comment line now and then keeps proxies from closing a quiet stream. */
const pulse = 25_000

/** What is told while a page is open: to anyone what modules say of public records, and to each account how many notices wait for it. */
export function addLiveAddresses<Env extends object>(
  app: Hono<Env>,
  { live }: Pick<Services, 'live'>,
  modules: ModuleDoor[],
  /** Who asks, without that counting as a use of their session: a page that stays open keeps nobody signed in. */
  whoIs: (request: Request) => Promise<Viewer>,
): void {
  app.get('/live/notices', async (c) => {
    const { accountId } = await whoIs(c.req.raw)
    if (!accountId) throw unauthenticated('access.sign-in-first', 'Please sign in to be told of anything.')
    return streamSSE(c, async (stream) => {
      let said: number | undefined
      let work: Promise<void> = Promise.resolve()
      // Asked anew each time: a session that has ended in the meantime, or a right, is told nothing more.
      const say = async (): Promise<void> => {
        if (stream.aborted) return
        const viewer = await whoIs(c.req.raw)
        if (viewer.accountId !== accountId) return stream.close()
        if (viewer.unread === said) return
        said = viewer.unread
        await stream.writeSSE({ event: 'unread', data: String(said) })
      }
      const sayInTurn = (): Promise<void> => {
        work = work.then(say).catch(() => stream.close())
        return work
      }
      const stop = live.subscribe(noticesChanged, ({ data }) => {
        const { accountIds } = data as { accountIds: string[] } // announced by kernel/notifications
        if (accountIds.includes(accountId)) void sayInTurn()
      })
      stream.onAbort(stop)
      while (!stream.aborted && !stream.closed) {
        await stream.write(': still here\n\n')
        await sayInTurn()
        await stream.sleep(pulse)
      }
      stop()
    })
  })

  const topics = new Set(modules.flatMap((module) => module.liveTopics))
  app.get('/live/:topic', (c) => {
    const topic = c.req.param('topic')
    if (!topics.has(topic)) throw notFound('platform.live.unknown', 'There is no such topic to listen to.')
    return streamSSE(c, async (stream) => {
      const stop = live.subscribe(topic, (event) => {
        stream.writeSSE({ event: topic, data: JSON.stringify(event.data) }).catch(() => stop())
      })
      stream.onAbort(stop)
      while (!stream.aborted) {
        await stream.write(': still here\n\n')
        await stream.sleep(pulse)
      }
    })
  })
}
