import { isValidOn } from '#kernel/claims'
import type { FactName, Finding, RuleScope, RuleVersionView, ScopeTest, TieFacts } from './schema.ts'

/** The scope of a package's rule, said as a test. */
export const testOf = (scope: RuleScope): ScopeTest => ({
  all: [
    { party: { states: scope.states, kinds: scope.kinds } },
    { fact: 'country', in: scope.countries },
    ...(scope.tieKinds.length > 0 ? [{ fact: 'kind' as const, in: scope.tieKinds }] : []),
    ...(scope.recognitionRequired ? [{ fact: 'recognition' as const, in: ['recognized'] }] : []),
  ],
})

interface Judged {
  /** Holds, fails, or cannot be said from what is known. */
  holds: boolean | undefined
  reasons: string[]
}

/**
 * Tests a rule on the facts we hold. A finding says which words of the rule met which facts, and what is missing; whether the law
 * applies is for a lawyer, and the reviewer's determination is kept apart.
 */
export function findingOf(test: ScopeTest, facts: TieFacts): Finding | undefined {
  const { holds, reasons } = judge(test, facts)
  if (holds === false) return undefined
  return { outcome: holds ? 'may-touch' : 'needs-facts', reasons }
}

function judge(test: ScopeTest, facts: TieFacts): Judged {
  if ('all' in test)
    return together(
      test.all.map((each) => judge(each, facts)),
      false,
    )
  if ('any' in test)
    return together(
      test.any.map((each) => judge(each, facts)),
      true,
    )
  if ('not' in test) {
    const { holds, reasons } = judge(test.not, facts)
    return {
      holds: holds === undefined ? undefined : !holds,
      reasons: holds === false ? [`It is not so that ${inWords(test.not)}.`] : reasons,
    }
  }
  if ('party' in test) return ofParty(test.party, facts)
  if ('day' in test) return ofDay(test, facts)
  return ofFact(test, facts)
}

/** Three-valued, as Kleene has it: one failing part decides `all`, one holding part decides `any`; else what is unknown stays so. */
function together(parts: Judged[], decisive: boolean): Judged {
  const deciding = parts.filter(({ holds }) => holds === decisive)
  const unknown = parts.filter(({ holds }) => holds === undefined)
  const holds = deciding.length > 0 ? decisive : unknown.length > 0 ? undefined : !decisive
  const telling = decisive && deciding.length > 0 ? deciding : parts.filter((each) => each.holds !== false)
  return { holds, reasons: telling.flatMap(({ reasons }) => reasons) }
}

function ofParty({ states, kinds }: { states: string[]; kinds: string[] }, facts: TieFacts): Judged {
  const isBound = facts.us.some(
    (party) =>
      (states.length === 0 || (party.state !== null && states.includes(party.state))) &&
      (kinds.length === 0 || kinds.includes(party.kind)),
  )
  const where = states.length === 0 ? 'every state' : states.map((state) => state.slice(3)).join(', ')
  return { holds: isBound, reasons: isBound ? [`The rule binds governments of this kind in ${where}.`] : [] }
}

function ofDay({ day, before, from }: Extract<ScopeTest, { day: string }>, facts: TieFacts): Judged {
  const known = day === 'started' ? facts.startsOn : facts.endsOn
  if (known === null)
    return { holds: undefined, reasons: [`The rule asks when the tie ${verbs[day]}; that is not known.`] }
  const holds = (before === undefined || known < before) && (from === undefined || known >= from)
  return { holds, reasons: holds ? [`The tie is recorded as having ${verbs[day]} ${known}.`] : [] }
}

const verbs = { started: 'begun', ended: 'ended' } as const

function ofFact({ fact, in: wanted }: Extract<ScopeTest, { fact: string }>, facts: TieFacts): Judged {
  const known = fact === 'country' ? facts.countries : [facts[fact]]
  const met = known.filter((value) => wanted.includes(value))
  if (met.length > 0) return { holds: true, reasons: [factSaid(fact, met)] }
  return known.includes('unknown') ? { holds: undefined, reasons: [factMissing[fact]] } : { holds: false, reasons: [] }
}

const plain = (values: string[]) => values.map((value) => value.replaceAll('-', ' ')).join(', ')

function factSaid(fact: FactName, met: string[]): string {
  switch (fact) {
    case 'country':
      return `The counterpart is in a country the rule names (${met.join(', ')}).`
    case 'kind':
    case 'form':
      return `The tie is recorded as a ${plain(met)}.`
    case 'recognition':
      return met.includes('recognized')
        ? 'A national membership body recognizes the tie.'
        : 'No national membership body recognizes the tie.'
    case 'legal':
      return `Its legal status is recorded as ${plain(met)}.`
    case 'activity':
      return `It is recorded as ${plain(met)}.`
  }
}

const factMissing: Record<FactName, string> = {
  country: 'In which country the counterpart lies is not known.',
  kind: 'What kind of tie it is, is not known.',
  form: 'Which form it has is not known.',
  recognition: 'The rule reaches only ties that a national membership body recognizes; whether it does is not known.',
  legal: 'The rule asks for the legal status of the tie, which is not known.',
  activity: 'The rule asks whether the tie is active, which is not known.',
}

const factWords: Record<FactName, string> = {
  country: 'the counterpart is in',
  kind: 'the tie is a',
  form: 'its form is',
  recognition: 'its recognition is',
  legal: 'its legal status is',
  activity: 'its activity is',
}

/** A test as one clause in plain words. */
export function inWords(test: ScopeTest): string {
  if ('all' in test) return test.all.map(inWords).join(', and ')
  if ('any' in test) return `(${test.any.map(inWords).join(', or ')})`
  if ('not' in test) return `it is not so that ${inWords(test.not)}`
  if ('party' in test) {
    const { states, kinds } = test.party
    return `a ${kinds.length === 0 ? 'government of any kind' : plain(kinds).replaceAll(', ', ' or ')} of ${states.length === 0 ? 'any state' : states.map((state) => state.slice(3)).join(' or ')} takes part`
  }
  if ('day' in test)
    return `the tie has ${verbs[test.day]}${test.from ? ` on or after ${test.from}` : ''}${test.before ? ` before ${test.before}` : ''}`
  return `${factWords[test.fact]} ${(test.fact === 'country' ? test.in : [plain(test.in).replaceAll(', ', ' or ')]).join(' or ')}`
}

/** Of versions, newest first: the latest that may have been in force on a day. An amendment does not reach back before it took effect. */
export const inForceOn = (versions: RuleVersionView[], day: string | undefined): RuleVersionView | undefined =>
  versions.find(({ inForceFrom, inForceTo }) => day === undefined || isValidOn(inForceFrom, inForceTo, day))

/** What another test would find beside what is found now. */
export function compareFindings(
  before: Map<string, Finding>,
  after: Map<string, Finding>,
): { came: string[]; went: string[]; changed: string[]; same: number } {
  const came = [...after.keys()].filter((id) => !before.has(id))
  const went = [...before.keys()].filter((id) => !after.has(id))
  const both = [...after.keys()].filter((id) => before.has(id))
  const changed = both.filter((id) => before.get(id)?.outcome !== after.get(id)?.outcome)
  return { came, went, changed, same: both.length - changed.length }
}

/** Words of two texts side by side: what both have, and what came and went (longest common subsequence). */
export function changedWords(before: string, after: string): { kind: 'same' | 'added' | 'removed'; text: string }[] {
  const [a, b] = [before, after].map((text) => text.split(/(?<=\s)/)) as [string[], string[]] // two went in
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  const at = (i: number, j: number) => common[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = common[i]
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const parts: { kind: 'same' | 'added' | 'removed'; text: string }[] = []
  const put = (kind: 'same' | 'added' | 'removed', text: string) => {
    const last = parts.at(-1)
    if (last?.kind === kind) last.text += text
    else parts.push({ kind, text })
  }
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [left, right] = [a[i], b[j]]
    if (left !== undefined && left === right) {
      put('same', left)
      i++
      j++
    } else if (right === undefined || (left !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      put('removed', left ?? '')
      i++
    } else {
      put('added', right)
      j++
    }
  }
  return parts
}
