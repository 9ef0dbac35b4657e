import { z } from 'zod'

const name = z.string().trim().min(1, 'Give it a name').max(80, 'Keep it under 80 characters')

export const newWatch = z.object({
  question: z.string().max(2000, 'This question is too long to be watched'),
  name,
})
export type NewWatch = z.output<typeof newWatch>

/** What its owner does with a watch. */
export const watchDeed = z.object({
  id: z.string().max(60),
  deed: z.enum(['pause', 'resume', 'remove', 'renew'], 'Say what to do'),
})
export type WatchDeed = z.output<typeof watchDeed>

export interface WatchView {
  id: string
  name: string
  question: string
  feedCode: string
  watchedAt: Date
  pausedAt: Date | null
  toldUntil: Date
}
