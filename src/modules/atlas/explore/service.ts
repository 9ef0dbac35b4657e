import type { Viewer } from '#kernel/access'
import type { Services } from '#kernel/doors'
import { type Concept, listConcepts } from '#kernel/topics'
import { dayOf } from '#platform/clock'
import type { Reader } from '#platform/db'
import type { SameWhile } from '#platform/http'
import { newId } from '#platform/ids'
import { versionsChanged } from '../engagements/write.ts'
import { partiesChanged } from '../governments/write.ts'
import { findSurvivors } from '../merges/read.ts'
import { type Answer, answer } from './engine/answer.ts'
import { buildAtlas } from './engine/build.ts'
import type { AtlasIndex } from './engine/columns.ts'
import type { EngagementRow } from './engine/engagement-row.ts'
import { applyChange, type EditedAtlas, needsRebuild, startEditing } from './engine/overlay.ts'
import type { Question } from './engine/question.ts'
import { tile } from './engine/tiles.ts'
import { eachIndexRow, listIndexParties, type Party } from './read.ts'

/** The living index of the atlas: answers every question from memory and follows every change of the database. */
export interface Explorer {
  ask(question: Question): Answer
  tile(question: Question, z: number, x: number, y: number): Uint8Array<ArrayBuffer>
  index(): AtlasIndex
  /** The same for no other state of the index, nor for another index. */
  version(): string
  /** What a facet value is called. */
  labelOf(facet: string, value: string): string
  party(id: string): Party | undefined
  concepts(): Concept[]
  /** Hears of no further change, and waits for the one in hand: it still reads the database. */
  close(): Promise<void>
}

interface Known {
  edited: EditedAtlas
  parties: Map<string, Party>
  /** Records that are part of another, with the one that stays. */
  survivors: Map<string, string>
  states: Map<string, string>
  concepts: Concept[]
}

/** What everybody may know stays the same while the index does and the day, which answers name. Staff may be shown more. */
export const publicWhile =
  (explorer: Explorer): SameWhile<Viewer> =>
  ({ viewer, clock }) =>
    viewer.role === 'staff' ? undefined : `${explorer.version()} ${dayOf(clock.now())}`

export async function openExplorer({ database, live, log }: Services): Promise<Explorer> {
  let known = await database.read(loadWhole)
  const opened = newId()
  let generation = 1
  let loadedUntil = new Date()
  let work: Promise<void> = Promise.resolve()

  const follow = (change: () => Promise<Known>): void => {
    work = work
      .then(async () => {
        known = await change()
        generation += 1
      })
      .catch((error: unknown) => log.error({ err: error }, 'the map index could not follow a change'))
  }
  const stops = [
    live.subscribe(versionsChanged, ({ data }) => {
      const { since } = data as { since: string } // announced by refreshVersions
      follow(() => catchUp(new Date(since)))
    }),
    // A name or position stands in many rows of the index, and changes rarely: all are read anew.
    live.subscribe(partiesChanged, () => follow(() => database.read(loadWhole))),
  ]

  async function catchUp(changedAt: Date): Promise<Known> {
    // A long import commits versions dated when it began, and clocks of nodes differ a little: the earlier of both, less a minute.
    const since = new Date(Math.min(loadedUntil.getTime(), changedAt.getTime()) - 60_000)
    loadedUntil = new Date()
    return needsRebuild(known.edited) ? database.read(loadWhole) : database.read((db) => loadChanges(db, known, since))
  }

  return {
    ask: (question) => answer(known.edited.index, leadOn(known, question)),
    tile: (question, z, x, y) => tile(known.edited.index, leadOn(known, question), z, x, y),
    index: () => known.edited.index,
    version: () => `${opened} ${generation}`,
    labelOf: (facet, value) => labelOf(known, facet, value),
    party: (id) => known.parties.get(id),
    concepts: () => known.concepts,
    async close() {
      for (const stop of stops) stop()
      await work
    },
  }
}

const partyFacets = new Set(['place', 'partner', 'network'])

/** An address kept from before a merge asks of the record that stays; what was known at an earlier time is asked as it was. */
function leadOn({ survivors }: Known, question: Question): Question {
  if (survivors.size === 0 || question.knownAt !== undefined || !question.facets) return question
  const facets = Object.entries(question.facets).map(([facet, values]) => [
    facet,
    partyFacets.has(facet) ? [...new Set(values.map((value) => survivors.get(value) ?? value))] : values,
  ])
  return { ...question, facets: Object.fromEntries(facets) }
}

async function loadWhole(db: Reader): Promise<Known> {
  const about = await loadAbout(db)
  const rows: EngagementRow[] = []
  for await (const row of eachIndexRow(db, about.parties)) rows.push(row)
  return { ...about, edited: startEditing(buildAtlas(rows)) }
}

/** Only versions that differ from what the index holds are put over it. */
async function loadChanges(db: Reader, before: Known, since: Date): Promise<Known> {
  const about = await loadAbout(db)
  const held = new Set(before.edited.freshRows.map(rowKey))
  const upserts: EngagementRow[] = []
  const closed = new Map<string, number>()
  const current = new Set<string>()
  for await (const row of eachIndexRow(db, about.parties, since)) {
    if (row.knownTo === undefined) {
      current.add(row.id)
      if (row.knownFrom * 1000 >= since.getTime() - 1000 && !held.has(rowKey(row))) upserts.push(row)
    } else closed.set(row.id, row.knownTo)
  }
  const removals = [...closed].filter(([id]) => !current.has(id)).map(([id, at]) => ({ id, at }))
  return { ...about, edited: applyChange(before.edited, { upserts, removals }) }
}

const rowKey = (row: EngagementRow): string => `${row.id} ${row.knownFrom} ${row.knownTo ?? ''}`

async function loadAbout(db: Reader): Promise<Omit<Known, 'edited'>> {
  const parties = await listIndexParties(db)
  const states = parties.filter((party) => ['state', 'territory', 'district'].includes(party.kind))
  return {
    parties: new Map(parties.map((party) => [party.id, party])),
    states: new Map(states.flatMap((state) => (state.subdivision ? [[state.subdivision, state.label]] : []))),
    concepts: await listConcepts(db),
    survivors: await findSurvivors(db),
  }
}

function labelOf({ parties, states, concepts }: Known, facet: string, value: string): string {
  if (value === 'unknown')
    return facet === 'network'
      ? 'No network'
      : facet === 'partner' || facet === 'country' || facet === 'region'
        ? 'None or unknown'
        : 'Unknown'
  switch (facet) {
    case 'place':
    case 'partner':
    case 'network':
      return parties.get(value)?.label ?? value
    case 'state':
      return states.get(value) ?? value
    case 'country':
      return parties.get(value.toLowerCase())?.label ?? value
    case 'region':
      return value
    default:
      return (
        concepts.find((concept) => concept.scheme === facet && concept.id === value)?.label ??
        value.replaceAll('-', ' ')
      )
  }
}
