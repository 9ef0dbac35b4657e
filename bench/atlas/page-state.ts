import type { Answer } from '../../src/modules/atlas/explore/engine/answer.ts'
import { cellLevel } from '../../src/modules/atlas/explore/engine/cells.ts'
import type { Question } from '../../src/modules/atlas/explore/engine/question.ts'

/** What a page shows, in the plainest form, for comparing engines. Nothing is listed with a count of zero. */
export interface PageState {
  total: number
  undated: number
  facets: Record<string, Record<string, number>>
  years: Record<string, number>
  clusters: Record<string, number>
  ids: string[]
}

export function toPageState(found: Answer): PageState {
  const facets = Object.fromEntries(
    found.facets.map(({ name, values, counts }) => {
      const shown: Record<string, number> = {}
      counts.forEach((count, at) => {
        if (count > 0) shown[values[at] ?? ''] = count
      })
      return [name, shown]
    }),
  )
  const years: Record<string, number> = {}
  found.years.counts.forEach((count, at) => {
    if (count > 0) years[found.years.first + at] = count
  })
  if (found.years.undated > 0) years.undated = found.years.undated
  return {
    total: found.total,
    undated: found.undated,
    facets,
    years,
    clusters: Object.fromEntries(found.clusters.map(({ cell, count }) => [cell, count])),
    ids: found.rows.map(({ id }) => id),
  }
}

export const cellOf = (question: Question, column: number, row: number) =>
  row * 2 ** cellLevel(question.zoom ?? 0) + column

/** Every number in which two states differ, by name. */
export function differences(a: PageState, b: PageState): string[] {
  const found: string[] = []
  const compare = (name: string, one: unknown, other: unknown) => {
    if (one !== other) found.push(`${name}: ${String(one)} and ${String(other)}`)
  }
  const compareAll = (name: string, one: Record<string, number>, other: Record<string, number>) => {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)]))
      compare(`${name} ${key}`, one[key], other[key])
  }
  compare('total', a.total, b.total)
  compare('undated', a.undated, b.undated)
  for (const name of new Set([...Object.keys(a.facets), ...Object.keys(b.facets)]))
    compareAll(name, a.facets[name] ?? {}, b.facets[name] ?? {})
  compareAll('year', a.years, b.years)
  compareAll('cluster', a.clusters, b.clusters)
  compare('rows', a.ids.join(), b.ids.join())
  return found
}
