/** What a panel needs of one engagement. */
export interface DyadEngagement {
  form: string
  us: { id: string; name: string; kind: string }[]
  counterparts: { country: string | null }[]
  started: string
  ended: string
}

/** One US government, one country, one year. Without a country, no source names one; without a year, none says when it began. */
export interface DyadYear {
  usId: string
  usName: string
  usLevel: string
  country: string
  year: number | null
  begun: Record<string, number>
  ended: number
  /** Of lasting forms: begun by the end of the year and not known to have ended before it. */
  standing: Record<string, number>
}

/** Forms that last: an event, an act or a paper has no duration to count. */
export const lastingForms = ['standing-tie', 'membership', 'presence']

/** The year of an EDTF date that names exactly one: `1985`, `1985-05?`; neither `198X` nor `1985/1990`. */
export function yearIn(date: string): number | null {
  const [, year] = /^(\d{4})(?:-[^/]*|[?~%])?$/.exec(date) ?? []
  return year === undefined ? null : Number(year)
}

/**
 * The panel: a row for every year from the first beginning to the last year asked for, without holes, and one without a year for what has no
 * known beginning. Summing `begun` over the rows of a pair gives each of its engagements once.
 */
export function dyadYears(engagements: DyadEngagement[], lastYear: number): DyadYear[] {
  const dyads = new Map<string, { us: DyadEngagement['us'][number]; country: string; theirs: DyadEngagement[] }>()
  for (const engagement of engagements) {
    const countries = new Set(engagement.counterparts.map(({ country }) => country ?? ''))
    for (const us of engagement.us)
      for (const country of countries.size > 0 ? countries : ['']) {
        const key = `${us.id} ${country}`
        const dyad = dyads.get(key)
        if (dyad) dyad.theirs.push(engagement)
        else dyads.set(key, { us, country, theirs: [engagement] })
      }
  }
  return [...dyads]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { us, country, theirs }]) => {
      const who = { usId: us.id, usName: us.name, usLevel: us.kind, country }
      return yearsOf(theirs, lastYear).map((year) => ({ ...who, ...countedIn(theirs, year) }))
    })
}

function yearsOf(theirs: DyadEngagement[], lastYear: number): (number | null)[] {
  const begun = theirs.flatMap(({ started }) => yearIn(started) ?? [])
  const isUndated = begun.length < theirs.length
  if (begun.length === 0) return [null]
  const ended = theirs.flatMap(({ ended: end }) => yearIn(end) ?? [])
  const [first, last] = [Math.min(...begun), Math.max(lastYear, ...begun, ...ended)]
  const years = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  return isUndated ? [null, ...years] : years
}

function countedIn(
  theirs: DyadEngagement[],
  year: number | null,
): Pick<DyadYear, 'year' | 'begun' | 'ended' | 'standing'> {
  const count: Pick<DyadYear, 'year' | 'begun' | 'ended' | 'standing'> = { year, begun: {}, ended: 0, standing: {} }
  for (const { form, started, ended } of theirs) {
    const [from, to] = [yearIn(started), yearIn(ended)]
    if ((from === null) !== (year === null)) continue
    if (from === year) count.begun[form] = (count.begun[form] ?? 0) + 1
    if (year === null ? to !== null : to === year) count.ended += 1
    const lasts = year === null || from === null || (from <= year && (to ?? year) >= year)
    if (lasts && lastingForms.includes(form)) count.standing[form] = (count.standing[form] ?? 0) + 1
  }
  return count
}
