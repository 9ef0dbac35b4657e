/** Time is passed, never fetched from the air: tests and replays decide what "now" is. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still at `instant` until moved. */
export function stoppedClock(instant: string): Clock & { moveTo(instant: string): void } {
  let at = new Date(instant)
  return {
    now: () => new Date(at),
    moveTo: (next) => {
      at = new Date(next)
    },
  }
}

/** Calendar day (UTC) of an instant, `YYYY-MM-DD`. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)

export { instantsAt, isZone, listZones, localTime, zonedTime } from './zones.ts'
