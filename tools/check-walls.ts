import { checkBoundaries } from './check-boundaries.ts'
import { checkStructure } from './check-structure.ts'

const faults = [...(await checkBoundaries()), ...checkStructure()]
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1
