import { bodiesOf, listHolders, mayDo, type Viewer } from '#kernel/access'
import { listImports } from '#kernel/contacts'
import { countOpenPairs } from '#kernel/merges'
import { listRecoveries } from '#kernel/recoveries'
import { dayOf } from '#platform/clock'
import type { Reader } from '#platform/db'
import { plural } from '#platform/i18n'

export interface Task {
  href: string
  says: string
}

/** How long before its end a role is said to end soon. */
const soonDays = 30
/** For how long turned-away rows are something to do, and not history. */
const freshDays = 14

/** What waits for this viewer: counted only from what they may do something about. */
export async function whatWaits(db: Reader, viewer: Viewer, today: string): Promise<Task[]> {
  const tasks: Task[] = []
  const add = (count: number, href: string, one: string, other: string) => {
    if (count > 0) tasks.push({ href, says: plural('en', count, one, other) })
  }
  const worksForBody = bodiesOf(viewer).length > 0
  if (worksForBody && mayDo(viewer, 'people.duplicate.judge'))
    add(
      await countOpenPairs(db, viewer),
      '/desk/people/duplicates',
      'pair of records may be one person',
      'pairs of records may be one person each',
    )
  if (worksForBody && mayDo(viewer, 'people.import.commit')) {
    const imports = await listImports(db)
    const drafts = imports.filter((each) => !each.committedAt)
    const since = Date.parse(today) - freshDays * 86_400_000
    const turned = imports.filter(
      (each) => !each.undoneAt && (each.counts.rejected ?? 0) > 0 && each.begunAt.getTime() >= since,
    )
    add(drafts.length, '/desk/people/import', 'list was read and not brought in', 'lists were read and not brought in')
    add(
      turned.length,
      '/desk/people/import',
      'import of these two weeks turned rows away',
      'imports of these two weeks turned rows away',
    )
  }
  if (mayDo(viewer, 'access.recovery.vouch')) {
    const recoveries = await listRecoveries(db)
    add(recoveries.length, '/desk/recoveries', 'person lost their passkeys', 'people lost their passkeys')
  }
  if (mayDo(viewer, 'access.grant.give')) {
    const until = dayOf(new Date(Date.parse(today) + soonDays * 86_400_000))
    const ending = (await listHolders(db)).filter(({ endsOn }) => endsOn !== null && endsOn >= today && endsOn <= until)
    add(ending.length, '/desk/rights', 'role ends within 30 days', 'roles end within 30 days')
  }
  return tasks
}

export function Waiting({ tasks }: { tasks: Task[] }) {
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">What needs you</h2>
      {tasks.length === 0 ? (
        <p class="quiet">No list, pair, recovery or role waits for you.</p>
      ) : (
        <ul>
          {tasks.map(({ href, says }) => (
            <li key={says}>
              <a href={href}>{says}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
