import { type StateArea, StateMap } from '#ui'
import { denominatorInWords } from './rules.ts'
import type { CoverageView, Denominator } from './schema.ts'

/** Beside a count: of how many states we know that they answered. */
export function CoverageLine({ coverage }: { coverage: Denominator }) {
  return (
    <p class="quiet">
      {denominatorInWords(coverage)} <a href="/coverage">What that leaves out</a>
    </p>
  )
}

/** How far the record reaches, state by state, as texture. */
export function CoverageMap({ lines }: { lines: CoverageView[] }) {
  return <StateMap title="How far each state is covered" areas={areasOf(lines)} legend={textures} />
}

const textures = [
  { texture: 'solid' as const, label: 'Complete as of a day' },
  { texture: 'lines' as const, label: 'Partial' },
  { texture: 'dots' as const, label: 'Asked, reach unknown' },
  { texture: 'none' as const, label: 'Not asked' },
]

/** Each state with the texture of the farthest that is known of it. */
function areasOf(lines: CoverageView[]): StateArea[] {
  const states = Map.groupBy(
    lines.filter(({ organizationKind }) => organizationKind === 'state' || organizationKind === 'district'),
    ({ organizationName }) => organizationName,
  )
  return [...states].map(([name, of]) => {
    const best = (['complete', 'partial', 'unknown'] as const).find((state) => of.some((line) => line.state === state))
    return {
      name,
      texture: best === 'complete' ? 'solid' : best === 'partial' ? 'lines' : 'dots',
      label: `${name}: ${best ?? 'unknown'}`,
    }
  })
}
