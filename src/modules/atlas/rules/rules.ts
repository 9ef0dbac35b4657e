import type { Finding, RuleScope, TieFacts } from './schema.ts'

/**
 * Tests the scope of a rule on the facts we hold. A finding says which words of the rule met which facts, and what is missing;
 * whether the law applies is for a lawyer, and the reviewer's determination is kept apart.
 */
export function findingOf(scope: RuleScope, facts: TieFacts): Finding | undefined {
  const bound = facts.us.filter(
    (party) =>
      party.state !== null &&
      scope.states.includes(party.state) &&
      (scope.kinds.length === 0 || scope.kinds.includes(party.kind)),
  )
  const countries = facts.countries.filter((country) => scope.countries.includes(country))
  const isKind = scope.tieKinds.length === 0 || scope.tieKinds.includes(facts.kind)
  if (bound.length === 0 || countries.length === 0 || !isKind) return undefined

  const reasons = [
    `The rule binds governments of this kind in ${scope.states.map((state) => state.slice(3)).join(', ')}.`,
    `The counterpart is in a country the rule names (${countries.join(', ')}).`,
    `The tie is recorded as a ${facts.kind.replaceAll('-', ' ')}.`,
  ]
  if (!scope.recognitionRequired) return { outcome: 'may-touch', reasons }
  switch (facts.recognition) {
    case 'recognized':
      return { outcome: 'may-touch', reasons: [...reasons, 'A national membership body recognizes the tie.'] }
    case 'not-recognized':
      return undefined
    case 'unknown':
      return {
        outcome: 'needs-facts',
        reasons: [
          ...reasons,
          'The rule reaches only ties that a national membership body recognizes; whether it does is not known.',
        ],
      }
  }
}
