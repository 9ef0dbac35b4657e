/** A problem is something we foresaw: one of seven kinds, a code that never changes, a sentence that says what to do. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-many'
  | 'unavailable'

const statuses: Record<ProblemKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-many': 429,
  unavailable: 503,
}

/** HTTP status of a problem; 413 and 410 are refinements, because clients act on them. */
export const statusOf = (problem: Problem): number => problem.status ?? statuses[problem.kind]

export class Problem extends Error {
  readonly kind: ProblemKind
  readonly code: string
  /** Field name → sentence, for the form or the JSON `errors` member. */
  readonly fields: Readonly<Record<string, string>>
  readonly status: number | undefined

  constructor(kind: ProblemKind, code: string, sentence: string, fields: Record<string, string> = {}, status?: number) {
    super(sentence)
    this.name = 'Problem'
    this.kind = kind
    this.code = code
    this.fields = fields
    this.status = status
  }
}

const factory =
  (kind: ProblemKind) =>
  (code: string, sentence: string, fields: Record<string, string> = {}): Problem =>
    new Problem(kind, code, sentence, fields)

export const invalid = factory('invalid')
export const unauthenticated = factory('unauthenticated')
export const forbidden = factory('forbidden')
export const notFound = factory('not-found')
export const conflict = factory('conflict')
export const tooMany = factory('too-many')
export const unavailable = factory('unavailable')

export const tooLarge = (code: string, sentence: string, fields: Record<string, string> = {}): Problem =>
  new Problem('invalid', code, sentence, fields, 413)

/** What was there and was taken away for good, with the reason. */
export const gone = (code: string, sentence: string): Problem => new Problem('not-found', code, sentence, {}, 410)
