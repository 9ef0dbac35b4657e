import type { VNode } from 'preact'
import type { Clock } from '#platform/clock'
import type { Database, Sight } from '#platform/db'
import type { Locale } from '#platform/i18n'
import type { Logger } from '#platform/log'
import type { Problem } from '#platform/problem'
import type { Document } from './render.tsx'

export type FormValues = Record<string, string | string[]>

/** What the application supplies around the tables of addresses. */
export interface Site<Viewer> {
  database: Database
  clock: Clock
  log: Logger
  /** Address that people see, without a trailing slash: links never depend on what a request calls this host. */
  publicUrl: string
  /** Who asks; runs in the same transaction as the handler. */
  identify(db: Database, request: Request): Promise<Viewer>
  /** What this viewer's transactions may see behind row-level policies. */
  sightOf(viewer: Viewer): Sight
  /**
   * Takes a proof of presence out of what a form brought, if it brought one; answers with the viewer as proven and with the rest of the
   * values.
   */
  takeProof(viewer: Viewer, values: FormValues): Promise<{ viewer: Viewer; values: FormValues }>
  /** The page that asks for the proof a problem says is missing, and that goes on with what was typed; undefined for other problems. */
  askProof(asked: { problem: Problem; viewer: Viewer; url: URL; values: FormValues | undefined }): VNode | undefined
  /** Who asks when a request brings no session. */
  visitor: Viewer
  document: Document<Viewer>
  localeOf(request: Request): Locale
  /** Largest request body in bytes. */
  bodyLimit: number
  /** Where people send files that they cannot make smaller, and how many bytes those may have. */
  forFiles: { addresses: RegExp; bodyLimit: number }
  /** Addresses that other sites may put in a frame or show as a picture. */
  embeddable: RegExp
  /** How many proxies of one's own stand in front; nobody else is believed about where a request comes from. */
  trustedProxies: number
  /** Addresses that answer with an endless stream. */
  streams: RegExp
  /** Addresses that pages of other sites may ask, with GET or POST: they answer everybody alike and change nothing. */
  open: RegExp
  /** Addresses with a secret of their own, to which mail programs may send a form without a page of this site (RFC 8058). */
  sentByMail: RegExp
  /** Addresses that show a letter as it is sent, whose styles stand in it. They answer in a sandbox. */
  letters: RegExp
}

export interface RequestVariables {
  Variables: { requestId: string }
}
