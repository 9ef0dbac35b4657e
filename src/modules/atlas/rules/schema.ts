import { z } from 'zod'
import { isPartialDate } from '#kernel/claims'

const recordKey = z.string().transform((key) => key.replace(/^rule\//, '').replaceAll('/', '-'))

/** A law that constrains ties, its scope as data over typed facts. */
export const ruleFile = z.object({
  rules: z.array(
    z.object({
      key: recordKey,
      jurisdiction: recordKey,
      citation: z.string(),
      title: z.string(),
      summary: z.string(),
      address: z.string(),
      effective: z.string(),
      deadline: z.string(),
      effect: z.enum(['prohibit', 'terminate', 'report', 'encourage']),
      scope: z
        .object({
          usStates: z.array(z.string()),
          usKinds: z.array(z.string()),
          tieKinds: z.array(z.string()),
          partnerCountries: z.array(z.string()),
          partnerList: z.object({ name: z.string(), countries: z.array(z.string()), complete: z.boolean() }).optional(),
          recognitionRequired: z.enum(['', 'recognized']),
        })
        .transform((scope) => ({
          states: scope.usStates,
          kinds: scope.usKinds,
          tieKinds: scope.tieKinds,
          countries: [...scope.partnerCountries, ...(scope.partnerList?.countries ?? [])],
          openList: scope.partnerList && !scope.partnerList.complete ? scope.partnerList.name : '',
          recognitionRequired: scope.recognitionRequired === 'recognized',
        })),
      exceptions: z.array(z.string()),
      doubts: z.array(z.string()),
    }),
  ),
})
export type RuleRow = z.output<typeof ruleFile>['rules'][number]

/** A law or guidance that constrains ties; its scope is data, so that a finding can say on which facts it rests. */
export interface RuleScope {
  /** US states (`US-TX`) whose governments it binds. */
  states: string[]
  /** Kinds of government it binds; empty for every kind in those states. */
  kinds: string[]
  /** Kinds of engagement it speaks of; empty for every kind. */
  tieKinds: string[]
  /** Partner countries, ISO 3166-1 alpha-2 in capitals. */
  countries: string[]
  /** A list the rule refers to and we hold only in part; empty when the countries above are all. */
  openList: string
  /** It reaches only ties that a national membership body recognizes. */
  recognitionRequired: boolean
}

/** Facts of a tie that a test may speak of. */
export const factNames = ['form', 'kind', 'country', 'recognition', 'legal', 'activity'] as const
export type FactName = (typeof factNames)[number]

/**
 * The scope of a rule as a test over typed facts, kept as data. What is not known makes a test neither hold nor fail, and a finding then
 * names what is missing.
 */
export type ScopeTest =
  | { all: ScopeTest[] }
  | { any: ScopeTest[] }
  | { not: ScopeTest }
  /** Some US government that takes part is of one of these states and kinds; an empty list is every one. */
  | { party: { states: string[]; kinds: string[] } }
  | { fact: FactName; in: string[] }
  /** The first or last day the tie may have begun or ended on, against a day. */
  | { day: 'started' | 'ended'; before?: string | undefined; from?: string | undefined }

export const scopeTest: z.ZodType<ScopeTest> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ all: z.array(scopeTest).min(1).max(30) }),
      z.strictObject({ any: z.array(scopeTest).min(1).max(30) }),
      z.strictObject({ not: scopeTest }),
      z.strictObject({
        party: z.strictObject({
          states: z.array(z.string().regex(/^US-[A-Z]{2}$/)).max(60),
          kinds: z.array(z.string().max(40)).max(20),
        }),
      }),
      z.strictObject({ fact: z.enum(factNames), in: z.array(z.string().min(1).max(60)).min(1).max(300) }),
      z
        .strictObject({
          day: z.enum(['started', 'ended']),
          before: z.iso.date().optional(),
          from: z.iso.date().optional(),
        })
        .refine(({ before, from }) => before !== undefined || from !== undefined),
    ],
    'Write a test as all, any, not, party, fact or day',
  ),
)

/** As typed: JSON of a test, not nested deeper than a person can read. */
export const typedTest = z
  .string()
  .max(20_000, 'Keep the test under 20,000 characters')
  .transform((text, context): ScopeTest => {
    try {
      const data: unknown = JSON.parse(text)
      const parsed = depthOf(data) <= 12 ? scopeTest.safeParse(data) : undefined
      if (parsed?.success) return parsed.data
      const [issue] = parsed?.error.issues ?? []
      context.addIssue({
        code: 'custom',
        message: issue
          ? `At ${issue.path.join('.') || 'the beginning'}: ${issue.message}`
          : 'Nest the test less deeply',
      })
    } catch {
      context.addIssue({ code: 'custom', message: 'This is not JSON: look for a missing comma or bracket' })
    }
    return z.NEVER
  })

const depthOf = (data: unknown): number =>
  typeof data === 'object' && data !== null ? 1 + Math.max(0, ...Object.values(data).map(depthOf)) : 0

const partialDay = z
  .string()
  .trim()
  .max(40)
  .refine((text) => text === '' || isPartialDate(text), {
    message: 'Write the date as 2026, 2026-05 or 2026-05-03',
  })

export const newRuleVersion = z.object({
  summary: z.string().trim().min(10, 'Say in a sentence what the rule asks').max(4000),
  inForceFrom: partialDay.default(''),
  inForceTo: partialDay.default(''),
  test: typedTest,
  why: z.string().trim().min(5, 'Say what changed, such as an amendment').max(2000),
})
export type NewRuleVersion = z.output<typeof newRuleVersion>

/** What another test would find beside what is found now. */
export interface RulePreview {
  words: string
  came: { id: string; title: string }[]
  went: { id: string; title: string }[]
  changed: { id: string; title: string }[]
  same: number
}

export interface RuleVersionView {
  number: number
  summary: string
  inForceFrom: string
  inForceTo: string
  test: ScopeTest
  why: string
  recordedAt: Date
}

export interface RuleView {
  id: string
  jurisdictionId: string | null
  jurisdictionName: string | null
  citation: string
  title: string
  summary: string
  address: string
  /** EDTF, empty when unknown. */
  effectiveOn: string
  deadlineOn: string
  effect: 'prohibit' | 'terminate' | 'report' | 'encourage'
  scope: RuleScope
  /** What decides: the test of the current version, or the scope said as one. */
  test: ScopeTest
  inForceTo: string
  exceptions: string[]
  doubts: string[]
  version: number
}

/** The facts about an engagement that a scope is tested on. */
export interface TieFacts {
  engagementId: string
  /** For whoever reads the finding; no test speaks of it. */
  title: string
  form: string
  kind: string
  us: { id: string; kind: string; state: string | null }[]
  countries: string[]
  recognition: 'recognized' | 'not-recognized' | 'unknown'
  legal: string
  activity: string
  /** First and last day each may mean; null when nobody said. */
  startsOn: string | null
  endsOn: string | null
}

/** What a test found. `may-touch` is never a legal conclusion; `needs-facts` names what is not known. */
export interface Finding {
  outcome: 'may-touch' | 'needs-facts'
  reasons: string[]
}

export interface FindingView extends Finding {
  ruleId: string
  engagementId: string
  engagementTitle: string
  ruleVersion: number
  determinedVersion: number | null
  determination: 'applies' | 'does-not-apply' | 'open' | null
  determinationReason: string | null
  determinedAt: Date | null
}
