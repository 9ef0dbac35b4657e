import type { Holding } from '#kernel/holdings'
import { plural } from '#platform/i18n'
import type { CoverageState, CoverageView, Denominator } from './schema.ts'

export const coverageHoldings: Holding[] = [
  {
    table: 'atlas.coverage',
    title: 'What you put on record about coverage',
    by: { said_by: 'actor' },
    fate: {
      is: 'kept',
      why: 'Which account did it, by number and without names.',
      until: 'as long as the record stands',
    },
  },
]

/** The denominator in words, for the line beside a count. */
export const denominatorInWords = ({ of, asked, answered, complete }: Denominator): string =>
  `${answered} of ${plural('en', of, 'state', 'states')} answered (${asked} asked, ${complete} complete as of a day).`

/** What speaks of one government and form: the line that is nearest, its own before its state’s, of the form before all forms. */
export function nearest(lines: Pick<CoverageView, 'form' | 'state'>[], form: string): CoverageState {
  return (lines.find((line) => line.form === form) ?? lines.find((line) => line.form === ''))?.state ?? 'unknown'
}
