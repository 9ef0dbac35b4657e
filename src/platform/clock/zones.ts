const fields = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockIn(zone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-US', { ...fields, hourCycle: 'h23', calendar: 'gregory', timeZone: zone })
  clocks.set(zone, clock)
  return clock
}

/** Every zone that the IANA database gives a name of its own, UTC first. */
export const listZones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

/** Whether a name is one of the IANA database; an offset is none, as it does not know when clocks change. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    clockIn(name)
    return true
  } catch {
    return false
  }
}

/** What clocks in a zone show at an instant, to the second, as if it were UTC. */
function shownIn(zone: string, instant: Date): number {
  const parts = new Map(
    clockIn(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

const offsetIn = (zone: string, instant: Date): number =>
  shownIn(zone, instant) - Math.floor(instant.getTime() / 1000) * 1000

/** `2026-06-03T09:00`: the minute that clocks in a zone show at an instant. */
export const localTime = (instant: Date, zone: string): string =>
  new Date(shownIn(zone, instant)).toISOString().slice(0, 16)

/** `2026-06-03T09:00:00-05:00`: the same with how far it is from UTC. */
export function zonedTime(instant: Date, zone: string): string {
  const minutes = Math.round(offsetIn(zone, instant) / 60_000)
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const offset = `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
  return `${new Date(shownIn(zone, instant)).toISOString().slice(0, 19)}${offset}`
}

/**
 * The instants at which clocks in a zone show `2026-06-03T09:00`: one as a rule, none where clocks are put forward over it, two where they
 * are put back over it. Undefined for what is no time at all.
 */
export function instantsAt(local: string, zone: string): Date[] | undefined {
  const shown = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) ? Date.parse(`${local}:00Z`) : Number.NaN
  if (Number.isNaN(shown) || new Date(shown).toISOString().slice(0, 16) !== local) return undefined
  // No zone has ever been further from UTC than a day, and none changes its clocks twice within two.
  const offsets = new Set([-86_400_000, 0, 86_400_000].map((away) => offsetIn(zone, new Date(shown + away))))
  return [...offsets]
    .map((offset) => new Date(shown - offset))
    .filter((instant) => shownIn(zone, instant) === shown)
    .sort((a, b) => a.getTime() - b.getTime())
}
