import type { PackageName, Row } from './tables.ts'

const gap = (key: string, about: string, question: string, why: string): Row => ({
  key,
  about,
  question,
  why,
  source: 'legation',
})

const notFound = 'No machine-readable list was found when the dataset was made; nothing is entered rather than guessed.'

/** What we know that we do not know. A page that shows a count shows these beside it. */
export const gaps: Readonly<Record<PackageName, readonly Row[]>> = {
  core: [
    gap(
      'gap/state-partnership-program',
      'us',
      'Which states are paired with which countries in the State Partnership Program, and since when?',
      notFound,
    ),
    gap(
      'gap/state-offices-abroad',
      'us',
      'Which states keep offices or contractors abroad, who runs them, and since when?',
      `The last count found is of April 2013 (177 offices of 39 states). ${notFound}`,
    ),
    gap('gap/missions-and-delegations', 'us', 'Which trade missions, visits and delegations took place?', notFound),
    gap(
      'gap/memoranda',
      'us',
      'Which memoranda and agreements did cities and states sign, and what do they say?',
      `Neither federal nor state law requires their publication. ${notFound}`,
    ),
    gap(
      'gap/state-commitments',
      'us',
      'Which commitments of states in international matters are in force?',
      'More than 750 were gathered by records requests to all fifty states; most texts were never published.',
    ),
    gap(
      'gap/multilevel-diplomacy-map',
      'us',
      'What are the 3,000 engagements of the existing national map of city and state diplomacy?',
      'It offers no public download.',
    ),
    gap(
      'gap/consulates',
      'us',
      'Which consulates and honorary consulates are missing?',
      'The file lists 298 foreign missions; several hundred more consulates exist. Closures since November 2022 are not known.',
    ),
    gap(
      'gap/network-members',
      'us',
      'Who belongs to which city network today?',
      'Only what cities named in their climate disclosures of 2016 to 2018 is known, and one declaration.',
    ),
    gap(
      'gap/subnational-principals',
      'us',
      'Which foreign regions are represented under names that do not name them?',
      'Regions and cities were recognized by the name of the principal only.',
    ),
    gap(
      'gap/stale-office-holders',
      'us',
      'Who holds office where the published term has ended?',
      'Half of the mayors’ terms ended before the file was made in August 2026.',
    ),
    gap(
      'gap/tribal-engagement',
      'us',
      'What do tribal nations do with counterparts abroad?',
      `The directory gives identity and place only. ${notFound}`,
    ),
    gap(
      'gap/capacity',
      'us',
      'Which governments have staff, budget and a strategy for international affairs?',
      notFound,
    ),
    gap(
      'gap/indiana-act',
      'us/in',
      'Which ties does Indiana’s House Enrolled Act 1120 of 2024 touch?',
      'Whether it looks back is disputed, and its text was not read; it is not entered as a rule.',
    ),
    gap(
      'gap/arkansas-country-list',
      'us/ar',
      'Which countries does 22 CFR 126.1 list on a given day?',
      'The Arkansas rule refers to that list; the full list is not in our sources.',
    ),
    gap(
      'gap/consolidated-cities',
      'us',
      'Which Census ids do Nashville, Louisville, Augusta and Athens have?',
      'Their consolidated governments are missing from the list used here.',
    ),
  ],
  wikipedia: [
    gap(
      'gap/tie-dates',
      'us',
      'When did each sister-city tie begin, and did it end?',
      'No twin-town list gives a date, status, document or source; every tie is entered as reported, unverified and undated.',
    ),
    gap(
      'gap/recognition',
      'us',
      'Which ties does the national sister-cities membership body recognize?',
      'Its directory was not found in machine-readable form; the Texas rule turns on this.',
    ),
    gap(
      'gap/texas-ties',
      'us/tx',
      'Were ties of Texas cities with the named countries ended by 1 October 2025?',
      'The lists are older and undated; only the cities can say.',
    ),
    gap(
      'gap/unmatched-ties',
      'us',
      'Which partners do the refused rows mean?',
      'Their names fit several places, or none in the gazetteer; see rejects.csv.',
    ),
    gap(
      'gap/merged-towns',
      'jp',
      'Which governments succeeded the Japanese towns merged since 1999?',
      'Ties still name towns such as Haramachi; no source of successions was at hand, so these rows are refused.',
    ),
    gap(
      'gap/french-regions',
      'fr',
      'Did the ties of the merged French regions pass to the new ones?',
      'The lists still name the old regions.',
    ),
  ],
}
