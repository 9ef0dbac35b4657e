import { globSync } from 'node:fs'
import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser'
import { rules } from '../test/boundaries/rules.ts'

/** Reads the imports below `folder` and holds them against the walls. */
export async function findViolations(folder: string): Promise<{ examined: string[]; violations: IViolation[] }> {
  const { output } = await cruise([folder], {
    // TypeScript 7 has no JavaScript API; without this parser the tool examines nothing and reports no fault.
    parser: 'swc',
    validate: true,
    ruleSet: { forbidden: rules },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      conditionNames: ['import', 'node', 'default'],
    },
  })
  const result = output as ICruiseResult // text only with a reporter, and none is named
  return {
    examined: result.modules.map((module) => module.source).filter((source) => source.startsWith(folder)),
    violations: result.summary.violations,
  }
}

/** Sentences about every fault; an empty list means that every file was examined and every wall holds. */
export async function checkBoundaries(): Promise<string[]> {
  const { examined, violations } = await findViolations('src')
  const faults = violations.map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`)
  const seen = new Set(examined)
  const missed = globSync('src/**/*.{ts,tsx}').filter(
    (file) => !file.endsWith('.d.ts') && !seen.has(file.replaceAll('\\', '/')),
  )
  return [...faults, ...missed.map((file) => `not examined: ${file}`)]
}
