import { mayDo, type Viewer } from '#kernel/access'
import { dayOf } from '#platform/clock'
import type { NoticeKind, Rhythm } from './schema.ts'

const known = new Map<string, NoticeKind>()

export const keepKinds = (kinds: NoticeKind[]): void => {
  for (const kind of kinds) known.set(kind.name, kind)
}

export const listKinds = (): NoticeKind[] => [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1))

export const kindOf = (name: string): NoticeKind | undefined => known.get(name)

export const kindsHearing = (event: string): NoticeKind[] => listKinds().filter((kind) => event in kind.hears)

/** May this viewer still be told of it? A right that has ended takes its notices along. */
export const isFor = (viewer: Viewer, kind: NoticeKind, bodyId: string | null): boolean =>
  kind.needs === undefined || mayDo(viewer, kind.needs, bodyId === null ? {} : { bodyId })

/** The period a letter is for: its day, or the Monday of its week (ISO 8601). A week without a letter on its Monday gets it later. */
export function periodOf(often: Exclude<Rhythm, 'never'>, now: Date): string {
  if (often === 'daily') return dayOf(now)
  const sinceMonday = (now.getUTCDay() + 6) % 7
  return `week of ${dayOf(new Date(now.getTime() - sinceMonday * 86_400_000))}`
}

/** Which kind in which body's work, as one word of a form. */
export const choiceKey = (bodyId: string | null, kind: string): string => (bodyId === null ? kind : `${bodyId}/${kind}`)
