import { globSync, readFileSync } from 'node:fs'
import { dirname, posix } from 'node:path'

/** The closed set of file names a noun may have; a noun that needs another is two nouns. */
const nounFile =
  /^(?:schema\.ts|table\.ts|rules\.ts|read\.ts|write\.ts|pages\.tsx?|api\.ts|jobs\.ts|commands\.ts|service\.ts|panels\.tsx|index\.ts|README\.md|[a-z-]+\.client\.tsx?|[a-z-]+\.test\.tsx?)$/
const moduleFile = /^(?:README\.md|index\.ts|module\.ts|permissions\.ts|holdings\.ts)$/
/** Folders of a noun: pages past 300 lines, and mathematics with file names of its own. */
const innerFolder = /^(?:pages|engine|matching|readers|formats)$/
const longest = 300

/** Sentences about files that stand where the house has no room for them, or that have grown too long. */
export function checkStructure(files = listFiles()): string[] {
  return [
    ...files.flatMap(misplaced),
    ...files.flatMap((file) => tooLong(file, readFileSync(file, 'utf8'))),
    ...files.flatMap((file) => climbsOut(file, readFileSync(file, 'utf8'))),
  ]
}

const listFiles = (): string[] =>
  globSync('{src,test,tools,bench,fixtures}/**/*.{ts,tsx,mjs,css,md}', { exclude: ['**/bad/**'] }).map((file) =>
    file.replaceAll('\\', '/'),
  )

export function misplaced(file: string): string[] {
  const [, module, noun, ...rest] = /^src\/modules\/([^/]+)\/([^/]+)(?:\/(.+))?$/.exec(file) ?? []
  if (module === undefined || noun === undefined) return []
  const inner = rest[0]
  if (inner === undefined)
    return moduleFile.test(noun)
      ? []
      : [`${file}: a module's own files are README.md, index.ts, module.ts, permissions.ts and holdings.ts`]
  const [first = '', ...deeper] = inner.split('/')
  if (deeper.length === 0)
    return nounFile.test(first)
      ? []
      : [
          `${file}: a noun has schema, table, rules, read, write, pages, api, jobs, commands, service, panels, islands and tests`,
        ]
  return innerFolder.test(first) ? [] : [`${file}: a noun's folders are pages, and mathematics named for it`]
}

export function tooLong(file: string, text: string): string[] {
  const lines = text.split('\n').length - 1
  return lines > longest ? [`${file}: ${lines} lines; the most is ${longest}. Split by noun.`] : []
}

/** A relative path may not leave its module, kernel noun or platform part: beyond it there are names (`#kernel/…`). */
export function climbsOut(file: string, text: string): string[] {
  const room = /^src\/(?:(?:modules|kernel|platform)\/[^/]+|ui|app)/.exec(file)?.[0]
  if (!room || /\.test\.tsx?$/.test(file)) return []
  const specifiers = [...text.matchAll(/from '(\.[^']+)'|import\('(\.[^']+)'\)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )
  return specifiers
    .filter(
      (specifier) =>
        !posix.join(dirname(file), specifier).startsWith(`${room}/`) && posix.join(dirname(file), specifier) !== room,
    )
    .map((specifier) => `${file}: "${specifier}" climbs out of ${room}; use its name instead`)
}
