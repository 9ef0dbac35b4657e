import { z } from 'zod'

export const captureDeed = z.object({})

/** A link of a work to a page of somebody else, and what became of it. */
export interface CaptureView {
  id: string
  address: string
  isSource: boolean
  state: 'waiting' | 'captured' | 'unreachable'
  finalAddress: string
  mediaType: string
  sha256: string | null
  wordsHash: string | null
  fileHash: string | null
  capturedAt: Date | null
  lookedAt: Date | null
  status: number | null
  fault: string
  wordsNow: string | null
}

/** How a link stands, in words. */
export const standings = {
  waiting: 'Waiting',
  alive: 'As it was captured',
  changed: 'Says something else now',
  dead: 'No longer there',
  unreachable: 'Never reached',
} as const
export type Standing = keyof typeof standings
