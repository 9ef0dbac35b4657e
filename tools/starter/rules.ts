/** Two laws that bind ties, as data. A finding computed from them is a question to a reviewer, never a legal conclusion. */
export const rules = {
  rules: [
    {
      key: 'rule/us-tx/government-code-795',
      jurisdiction: 'us/tx',
      title: 'Sister-city agreements with certain foreign countries',
      citation: 'Texas Government Code, chapter 795 (HB 128)',
      effective: '2025-09-01',
      deadline: '2025-10-01',
      address: 'https://statutes.capitol.texas.gov/Docs/GV/htm/GV.795.htm',
      summary:
        'A governmental entity may not establish, maintain or renew a sister-city agreement with China, Iran, North Korea, Russia or a country designated for the purpose; existing ones were to be unwound by 1 October 2025. Ties with allies and with Taiwan are encouraged.',
      scope: {
        usKinds: ['city', 'town', 'county', 'special-district', 'state'],
        usStates: ['US-TX'],
        partnerCountries: ['CN', 'IR', 'KP', 'RU'],
        partnerList: { name: 'countries designated under the chapter', countries: [], complete: false },
        tieKinds: ['sister-city', 'sister-county'],
        recognitionRequired: 'recognized',
      },
      effect: 'prohibit',
      exceptions: ['Ties with allies and with Taiwan are encouraged, not restricted.'],
      doubts: [
        'Two effective dates are reported: 1 September 2025 by the statute’s own site and others, 20 June 2025 by one compliance site.',
        'The definition covers only agreements recognized by the national sister-cities membership body. Our lists do not say which ties are recognized, so no finding can be more than a question.',
        'Whether each kind of government listed in the scope is a “governmental entity” was not read in the text; kinds are our reading of the summary.',
        'Countries may be designated in addition; our sources name none.',
      ],
    },
    {
      key: 'rule/us-ar/code-14-1-116',
      jurisdiction: 'us/ar',
      title: 'Termination of ties with countries under arms restrictions',
      citation: 'Arkansas Code § 14-1-116',
      effective: '2025-08',
      deadline: '',
      address: '',
      summary:
        'Ties made before August 2025 with countries listed in section 126.1 of the International Traffic in Arms Regulations are to be terminated.',
      scope: {
        usKinds: ['city', 'town', 'county'],
        usStates: ['US-AR'],
        partnerCountries: [],
        partnerList: { name: '22 CFR 126.1', countries: ['CN'], complete: false },
        tieKinds: ['sister-city', 'sister-county'],
        recognitionRequired: '',
      },
      effect: 'terminate',
      exceptions: [],
      doubts: [
        'Known from a secondary source; the text itself was not read, so address, day and deadline are left open.',
        'The list in 22 CFR 126.1 changes and is not in our sources; only China, which our notes name, is evaluated.',
        'Kinds of governments and of ties are our reading of the summary.',
      ],
    },
  ],
} as const
