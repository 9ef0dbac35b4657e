import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { invalid } from '#platform/problem'
import { ruleFile } from '../rules/schema.ts'
import { type Package, type PackageRows, packageTables } from './schema.ts'

const descriptor = z.object({
  title: z.string(),
  sample: z.boolean().default(false),
  licenses: z.array(z.object({ name: z.string(), title: z.string().optional() })).min(1),
})

/** Reads a Data Package folder with our tables; a row that does not fit becomes a fault with its line, the others go on. */
export function readPackage(folder: string): Package {
  const file = join(folder, 'datapackage.json')
  if (!existsSync(file))
    throw invalid(
      'atlas.import.no-package',
      `There is no datapackage.json in ${folder}. Name the folder of a data package.`,
    )
  const about = descriptor.parse(JSON.parse(readFileSync(file, 'utf8')))
  const faults: Package['faults'] = []
  const rows = Object.fromEntries(
    Object.entries(packageTables).map(([name, shape]) => [name, readTable(folder, `${name}.csv`, shape, faults)]),
  ) as unknown as PackageRows // each table was parsed by the schema of its own name
  const rulesFile = join(folder, 'rules.json')
  return {
    title: about.title,
    licence: about.licenses.map((licence) => licence.title ?? licence.name).join('; '),
    isShareAlike: about.licenses.some((licence) => /-SA/i.test(licence.name)),
    isSample: about.sample,
    folder,
    rows,
    rules: existsSync(rulesFile) ? ruleFile.parse(JSON.parse(readFileSync(rulesFile, 'utf8'))).rules : [],
    faults,
  }
}

function readTable(folder: string, name: string, shape: z.ZodType, faults: Package['faults']): unknown[] {
  const file = join(folder, name)
  if (!existsSync(file)) return []
  const records: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true })
  return records.flatMap((record, index) => {
    const parsed = shape.safeParse(record)
    if (parsed.success) return [parsed.data]
    const issue = parsed.error.issues[0]
    const column = String(issue?.path[0] ?? '')
    // Line 1 is the header.
    faults.push({
      file: name,
      row: index + 2,
      column,
      value: record[column] ?? '',
      explanation: issue?.message ?? 'unusable',
    })
    return []
  })
}
