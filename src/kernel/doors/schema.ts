import type { VNode } from 'preact'
import type { Permission, Viewer } from '#kernel/access'
import type { Holding } from '#kernel/holdings'
import type { Clock } from '#platform/clock'
import type { Config } from '#platform/config'
import type { Database, Reader } from '#platform/db'
import type { Routes } from '#platform/http'
import type { Job } from '#platform/jobs'
import type { LiveChannel } from '#platform/live'
import type { Logger } from '#platform/log'

/** What a module is given when the application opens it. */
export interface Services {
  config: Config
  database: Database
  live: LiveChannel
  clock: Clock
  log: Logger
}

/** Where the application shows pieces of page that modules offer: on the page of a person, a place, or the front page. */
export interface Panels {
  /** What the front page shows first. */
  home?(db: Reader, viewer: Viewer): Promise<VNode>
  /** What stands below it: the latest of what the module makes. */
  homeBelow?(db: Reader, viewer: Viewer): Promise<VNode | undefined>
  organization?(db: Reader, viewer: Viewer, organizationId: string): Promise<VNode | undefined>
  desk?(db: Reader, viewer: Viewer): Promise<VNode | undefined>
  /** What stands on the page of a program or topic, below the events of publications. */
  program?: ProgramPanel
}

/** A piece of the page of a program (`pillar:climate`) or topic (`china`), whose page is kept for visitors while nothing of it changes. */
export interface ProgramPanel {
  show(db: Reader, viewer: Viewer, list: string): Promise<VNode | undefined>
  /** The same while the piece says the same to everybody. */
  version(now: Date): string
}

/** A command of the command line. It runs in the process that holds the database: the running site, or this one if none runs. */
export interface Command {
  name: string
  /** As help shows them: `<file>`, `[name]`. */
  arguments: string
  summary: string
  options?: { flags: string; meaning: string }[]
  /** Returns the exit code: 0 done, 1 refused or failed with a sentence said. */
  run(services: Services, input: CommandInput): Promise<number>
}

export interface CommandInput {
  arguments: string[]
  options: Record<string, string | boolean | undefined>
  say(line: string): void
  /** Long work says how far it is; the terminal draws a bar. */
  progress(what: string, done: number, total: number): void
}

/** All that a module offers to the application; nothing else of it is reachable. */
export interface ModuleDoor {
  name: string
  pages: Routes<Viewer>
  api: Routes<Viewer>
  permissions: Permission[]
  /** Tables of the module that tell of people, and what becomes of their rows when somebody is erased. */
  holdings: Holding[]
  jobs: Job[]
  panels: Panels
  /** Topics of live events that anyone may listen to. */
  liveTopics: string[]
  /** Entries for the main navigation and for the map of the site; those of a higher rank come later. */
  navigation: { href: string; label: string; rank?: number }[]
  siteMap(db: Reader): Promise<string[]>
  /** The first start of an installation without bodies of its own: invented material, marked as samples on its pages. */
  bringSamples?(): Promise<void>
  close(): Promise<void>
}

export type OpenModule = (services: Services, say: (line: string) => void) => Promise<ModuleDoor>
