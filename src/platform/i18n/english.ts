/** The complete catalog of words that the frame of the site says; other catalogs are partial copies of it. */
export const english = {
  'frame.skip': 'Skip to content',
  'frame.menu': 'Menu',
  'frame.search': 'Search',
  'frame.searchHint': 'A place, country, network or rule',
  'frame.printed': 'Printed from {address} on {date}',
  'problem.invalid': 'That cannot be used as it stands',
  'problem.unauthenticated': 'Please sign in',
  'problem.forbidden': 'You may not do that',
  'problem.not-found': 'Not found',
  'problem.conflict': 'Something else came first',
  'problem.too-many': 'Too many requests',
  'problem.unavailable': 'Not available right now',
  'problem.bug': 'Something went wrong on our side',
  'problem.bugHelp': 'It has been recorded under the number {id}. Nothing you entered was saved. Please try again.',
  'problem.home': 'Go to the front page',
  'problem.unknownPage': 'There is no page at this address. Check the spelling, or search for what you need.',
} as const
