import type { VNode } from 'preact'
import type { z } from 'zod'
import type { Clock } from '#platform/clock'
import type { Database, Reader, Writer } from '#platform/db'
import type { Locale } from '#platform/i18n'
import type { Problem } from '#platform/problem'

/** What every handler may know of its request: who asks, for what, when. The database stands in front, as everywhere. */
export interface Asked<Viewer, Query = Record<string, string>> {
  db: Reader
  viewer: Viewer
  params: Record<string, string>
  query: Query
  url: URL
  clock: Clock
  locale: Locale
  requestId: string
  /** Secret of the session that came with the request. */
  sessionSecret: string | undefined
  /** Secret that marks this browser between asking for a link and opening it. */
  browser: string | undefined
  /** Network address of the client, for counting attempts; never stored as it is. */
  remote: string
  /** What the browser calls itself, for the list of one's sessions. */
  device: string
}

/** A deed's request: the same, with a Writer and the parsed input. */
export type Deed<Viewer, Input> = Omit<Asked<Viewer>, 'db'> & { db: Writer; actor: Viewer; input: Input }

/** What is known before a deed begins. */
export interface Before<Input, Viewer = unknown> {
  database: Database
  viewer: Viewer
  params: Record<string, string>
  clock: Clock
  remote: string
  input: Input
}

/** What was made ready before the transaction of a deed began. */
export interface Prepared<Made> {
  prepared: Made
}

/** What is known of somebody whom another site has sent here. */
export interface Arrived<Viewer, Query> extends Omit<Asked<Viewer>, 'db' | 'query'> {
  database: Database
  query: Query
}

/** What was typed and what was wrong with it; empty on first sight of a form. */
export interface FormState {
  values: Record<string, string | string[]>
  problem: Problem | undefined
}

export interface Redirect {
  redirect: string
  /** Secret of a session that begins with this answer; the empty text ends the one there is. */
  session?: string
  /** Marks the browser for the next half hour. */
  browser?: string
}
export const redirect = (to: string): Redirect => ({ redirect: to })

type Query = z.ZodType<unknown>

export type Route<Viewer> =
  | {
      kind: 'page'
      query: Query | undefined
      show(asked: Asked<Viewer, never>): Promise<VNode | Redirect>
      /** While this says the same, so does the page for whoever is not signed in, and it is kept; undefined keeps nothing. */
      sameWhile?: SameWhile<Viewer> | undefined
    }
  | {
      kind: 'form'
      input: z.ZodType<unknown>
      /**
       * Runs first, in transactions of its own that stay whatever becomes of the deed: counting attempts. What takes long and needs no
       * database, such as reading a file, is done here too, so that nobody waits for its connection; the deed gets what this returns.
       */
      before: ((asked: Before<never, Viewer>) => Promise<unknown>) | undefined
      show(asked: Asked<Viewer> & { form: FormState }): Promise<VNode | Redirect>
      deed(asked: Deed<Viewer, never> & Prepared<never>): Promise<VNode | Redirect>
    }
  | {
      kind: 'inquiry'
      query: Query
      give(asked: Asked<Viewer, never>): Promise<Response>
    }
  | {
      kind: 'download'
      query: Query | undefined
      /** Described in OpenAPI when given: what comes, and as which media type. */
      about: Download | undefined
      give(asked: Asked<Viewer, never>): Promise<Response | Later>
    }
  | { kind: 'arrival'; query: Query; arrive(asked: Arrived<Viewer, never>): Promise<VNode | Redirect> }
  | Endpoint<Viewer>

/** What takes long to make of what was read: made when the transaction is over, so that nobody waits for its connection. */
export type Later = () => Promise<Response>

export interface Download {
  summary: string
  type: string
}

/** An operation of the API, described well enough that OpenAPI is made from it. */
export interface Endpoint<Viewer> {
  kind: 'endpoint'
  summary: string
  query?: Query
  input?: z.ZodType<unknown>
  returns: z.ZodType<unknown>
  /** Success status, 200 unless told. */
  status?: number
  read?(asked: Asked<Viewer, never>): Promise<unknown>
  /** While this says the same, so does the answer, and it is kept; undefined keeps nothing. */
  sameWhile?: SameWhile<Viewer> | undefined
  deed?(asked: Deed<Viewer, never>): Promise<unknown>
}

export type SameWhile<Viewer> = (asked: Omit<Asked<Viewer>, 'db' | 'query'>) => string | undefined

/** `/path/:id` or, for the API, `GET /path/:id`. */
export type Routes<Viewer> = Record<string, Route<Viewer>>

/** Makes the words in which modules write their tables of addresses, bound to one kind of viewer. */
export function routesFor<Viewer>() {
  return {
    routes: (table: Routes<Viewer>): Routes<Viewer> => table,

    /** An address that answers GET with a page. */
    page(show: (asked: Asked<Viewer>) => Promise<VNode | Redirect>): Route<Viewer> {
      return { kind: 'page', query: undefined, show }
    },

    /** A page whose query string has a shape; a bad one is a problem that names the parameter. */
    pageOf<Shape extends z.ZodType>(
      query: Shape,
      show: (asked: Asked<Viewer, z.output<Shape>>) => Promise<VNode | Redirect>,
      sameWhile?: SameWhile<Viewer>,
    ): Route<Viewer> {
      return { kind: 'page', query, show, sameWhile }
    },

    /** GET shows the form, POST does the deed; bad input comes back into the form with what was typed. */
    form<Shape extends z.ZodType, Made>(
      input: Shape,
      show: (asked: Asked<Viewer> & { form: FormState }) => Promise<VNode | Redirect>,
      deed: (asked: Deed<Viewer, z.output<Shape>> & Prepared<Made>) => Promise<VNode | Redirect>,
      before?: (asked: Before<z.output<Shape>, Viewer>) => Promise<Made>,
    ): Route<Viewer> {
      return { kind: 'form', input, show, deed, before }
    },

    /** An address that answers GET with something other than a page: a file, a feed, a tile. */
    download<Shape extends z.ZodType>(
      query: Shape,
      give: (asked: Asked<Viewer, z.output<Shape>>) => Promise<Response | Later>,
      about?: Download,
    ): Route<Viewer> {
      return { kind: 'download', query, about, give }
    },

    /** Answers GET and POST with data and changes nothing: what is asked may be too long for an address, and comes as a form or as JSON. */
    inquiry<Shape extends z.ZodType>(
      query: Shape,
      give: (asked: Asked<Viewer, z.output<Shape>>) => Promise<Response>,
    ): Route<Viewer> {
      return { kind: 'inquiry', query, give }
    },

    /**
     * An address to which another site sends a person back. It answers GET and may do a deed, so what it brings must prove itself. It gets
     * the database and not a transaction: it asks the other site first, and no transaction waits for another site.
     */
    arrival<Shape extends z.ZodType>(
      query: Shape,
      arrive: (asked: Arrived<Viewer, z.output<Shape>>) => Promise<VNode | Redirect>,
    ): Route<Viewer> {
      return { kind: 'arrival', query, arrive }
    },

    /** A reading operation of the API. */
    endpoint<Shape extends z.ZodType, View extends z.ZodType>(
      about: { summary: string; query: Shape; returns: View; sameWhile?: SameWhile<Viewer> },
      read: (asked: Asked<Viewer, z.output<Shape>>) => Promise<z.input<View>>,
    ): Route<Viewer> {
      return { kind: 'endpoint', ...about, read }
    },

    /** A changing operation of the API: the same deed as the form's. */
    deedEndpoint<Shape extends z.ZodType, View extends z.ZodType>(
      about: { summary: string; input: Shape; returns: View; status?: number },
      deed: (asked: Deed<Viewer, z.output<Shape>>) => Promise<z.input<View>>,
    ): Route<Viewer> {
      return { kind: 'endpoint', ...about, deed }
    },
  }
}
