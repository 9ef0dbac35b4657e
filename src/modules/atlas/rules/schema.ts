import { z } from 'zod'

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
  exceptions: string[]
  doubts: string[]
  version: number
}

/** The facts about an engagement that a scope is tested on. */
export interface TieFacts {
  engagementId: string
  kind: string
  us: { id: string; kind: string; state: string | null }[]
  countries: string[]
  recognition: 'recognized' | 'not-recognized' | 'unknown'
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
  computedAt: Date
  determination: 'applies' | 'does-not-apply' | 'open' | null
  determinationReason: string | null
  determinedAt: Date | null
}
