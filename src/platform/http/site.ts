import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import type { Locale } from '#platform/i18n'
import type { Logger } from '#platform/log'
import type { Document } from './render.tsx'

/** What the application supplies around the tables of addresses. */
export interface Site<Viewer> {
  database: Database
  clock: Clock
  log: Logger
  /** Address that people see, without a trailing slash: links never depend on what a request calls this host. */
  publicUrl: string
  /** Who asks; runs in the same transaction as the handler. */
  identify(db: Database, request: Request): Promise<Viewer>
  /** Who asks when a request brings no session. */
  visitor: Viewer
  document: Document<Viewer>
  localeOf(request: Request): Locale
  /** Largest request body in bytes. */
  bodyLimit: number
  /** Addresses that other sites may put in a frame or show as a picture. */
  embeddable: RegExp
  /** Addresses that answer with an endless stream. */
  streams: RegExp
}

export interface RequestVariables {
  Variables: { requestId: string }
}
