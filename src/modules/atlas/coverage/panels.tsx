import { denominatorInWords } from './rules.ts'
import type { Denominator } from './schema.ts'

/** Beside a count: of how many states we know that they answered. */
export function CoverageLine({ coverage }: { coverage: Denominator }) {
  return (
    <p class="quiet">
      {denominatorInWords(coverage)} <a href="/coverage">What that leaves out</a>
    </p>
  )
}
