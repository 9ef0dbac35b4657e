import type { Viewer } from '#kernel/access'
import type { Reader } from '#platform/db'
import { listEngagements } from '../engagements/read.ts'
import { toQuestion } from '../explore/rules.ts'
import type { Explorer } from '../explore/service.ts'
import { listEvidence, listTouched } from './read.ts'
import { changeOf, endOfSecond, saysOf, valuesBetween } from './rules.ts'
import { type ChangeView, changeKinds, type Difference, type DifferenceQuery } from './schema.ts'

const month = 30 * 86_400_000
const batch = 2000

/**
 * What became of a question between two dates, exact with regard to its counts at both. Only what everybody may know is in it.
 * The counts are of all changes; `limit` bounds how many come along, each with its sources.
 */
export async function compareDates(
  explorer: Explorer,
  db: Reader,
  viewer: Viewer,
  wanted: { asked: DifferenceQuery; now: Date; origin: string; limit?: number },
): Promise<Difference> {
  const { since: askedSince, until: askedUntil, ...asked } = wanted.asked
  const later = endOfSecond(askedUntil && askedUntil < wanted.now ? askedUntil : wanted.now)
  const earlier = endOfSecond(askedSince ?? new Date(later.getTime() - month))
  const [since, until] = earlier <= later ? [earlier, later] : [later, earlier]
  const answeringAt = (knownAt: Date): Set<string> => {
    const question = toQuestion({ ...asked, knownAt }, { limit: Number.MAX_SAFE_INTEGER, arcs: 0 })
    return new Set(explorer.ask(question).rows.map(({ id }) => id))
  }
  const [before, after] = [answeringAt(since), answeringAt(until)]
  // An answer changes only where a version does.
  const touched = (await listTouched(db, { since, until })).filter((id) => before.has(id) || after.has(id)).sort()
  const changes: ChangeView[] = []
  for (let start = 0; start < touched.length; start += batch) {
    const ids = touched.slice(start, start + batch)
    const known = async (at: Date) =>
      new Map((await listEngagements(db, viewer, ids, at)).map((view) => [view.id, view]))
    const [then, now] = [await known(since), await known(until)]
    for (const id of ids) {
      const at = { before: then.get(id), after: now.get(id) }
      const answers = { before: before.has(id), after: after.has(id) }
      const values = valuesBetween(at.before, at.after)
      if (answers.before === answers.after && values.length === 0) continue
      changes.push({
        ...{ id, address: `${wanted.origin}/engagements/${id}`, title: (at.after ?? at.before)?.title ?? id },
        ...{ change: changeOf(at, answers), values, evidence: [] },
      })
    }
  }
  const order = (change: ChangeView) => changeKinds.indexOf(change.change)
  const counts = {
    ...{ since: since.toISOString(), until: until.toISOString(), before: before.size, after: after.size },
    came: [...after].filter((id) => !before.has(id)).length,
    went: [...before].filter((id) => !after.has(id)).length,
    altered: changes.filter(({ id }) => before.has(id) && after.has(id)).length,
  }
  changes.sort((a, b) => order(a) - order(b) || (a.title < b.title ? -1 : 1))
  const shown = changes.slice(0, wanted.limit)
  return { ...counts, says: saysOf(counts), changes: await withEvidence(db, shown, { since, until }) }
}

async function withEvidence(
  db: Reader,
  changes: ChangeView[],
  dates: { since: Date; until: Date },
): Promise<ChangeView[]> {
  const whole: ChangeView[] = []
  for (let start = 0; start < changes.length; start += batch) {
    const some = changes.slice(start, start + batch)
    const evidence = await listEvidence(db, { ids: some.map(({ id }) => id), ...dates })
    whole.push(...some.map((change) => ({ ...change, evidence: evidence.get(change.id) ?? [] })))
  }
  return whole
}
