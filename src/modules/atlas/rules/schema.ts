import { z } from 'zod'

/** A law that constrains ties, its scope as data over typed facts. */
export const ruleFile = z.array(
  z.object({
    key: z.string().transform((key) => key.replaceAll('/', '-')),
    jurisdiction: z.string().transform((key) => key.replaceAll('/', '-')),
    citation: z.string(),
    title: z.string(),
    summary: z.string(),
    address: z.string(),
    source: z.string(),
    effective: z.iso.date().optional(),
    deadline: z.iso.date().optional(),
    effect: z.enum(['prohibit', 'terminate', 'report', 'encourage']),
    scope: z.object({
      states: z.array(z.string()),
      kinds: z.array(z.string()).default([]),
      tieKinds: z.array(z.string()).default([]),
      countries: z.array(z.string()),
      recognitionRequired: z.boolean().default(false),
    }),
    exceptions: z.string().default(''),
    doubts: z.string().default(''),
  }),
)

export type RuleRow = z.output<typeof ruleFile>[number]

/** A law or guidance that constrains ties; its scope is data, so that a finding can say on which facts it rests. */
export interface RuleScope {
  /** US states (`us-tx`) whose governments it binds. */
  states: string[]
  /** Kinds of government it binds; empty for every kind in those states. */
  kinds: string[]
  /** Kinds of engagement it speaks of; empty for every kind. */
  tieKinds: string[]
  /** Partner countries, ISO 3166-1 alpha-2 in capitals. */
  countries: string[]
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
  effectiveOn: string | null
  deadlineOn: string | null
  effect: 'prohibit' | 'terminate' | 'report' | 'encourage'
  scope: RuleScope
  exceptions: string
  doubts: string
  version: number
}

/** The facts about an engagement that a scope is tested on. */
export interface TieFacts {
  engagementId: string
  kind: string
  us: { id: string; kind: string; stateId: string | null }[]
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
