// `npm run new-noun -- atlas/offices`: the files of a noun as this house writes them, ready to be made one's own.
import { existsSync, globSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

interface Names {
  module: string
  /** `trade-offices`, as folders and addresses are written. */
  nouns: string
  /** `trade-office` */
  noun: string
  /** `TradeOffice`, `tradeOffice`, `trade_offices`, `trade office` */
  type: string
  value: string
  table: string
  words: string
  migration: string
}

/** Writes the files and returns their paths; refuses a name that is not one, or a noun that stands already. */
export function newNoun(root: string, asked: string): string[] {
  const names = namesOf(root, asked)
  const folder = join('src/modules', names.module, names.nouns)
  if (existsSync(join(root, folder))) throw new Error(`${folder} stands already. Choose another name.`)
  const files: Record<string, string> = {
    [join('db/migrations', names.migration)]: migrationText(names),
    [join(folder, 'schema.ts')]: schemaText(names),
    [join(folder, 'table.ts')]: tableText(names),
    [join(folder, 'rules.ts')]: rulesText(names),
    [join(folder, 'read.ts')]: readText(names),
    [join(folder, 'write.ts')]: writeText(names),
    [join(folder, 'pages.tsx')]: pagesText(names),
    [join(folder, `${names.nouns}.test.ts`)]: testText(names),
  }
  mkdirSync(join(root, folder), { recursive: true })
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, file), text)
  return Object.keys(files)
}

/** What a person still does by hand, in words. */
export function stepsAfter(asked: string): string {
  const [module = '', nouns = ''] = asked.split('/')
  const { value, noun } = spellings(nouns)
  return `Then add to src/modules/${module}/permissions.ts: { name: '${module}.${noun}.record', roles: ['staff'], meaning: '…' }
and in src/modules/${module}/module.ts to pages: ...${value}Pages, from './${nouns}/pages.tsx'
Put the word into docs/glossary.md, and run npm run check.`
}

function namesOf(root: string, asked: string): Names {
  const [, module, nouns] = /^([a-z]+)\/([a-z]+(?:-[a-z]+)*s)$/.exec(asked) ?? []
  if (!module || !nouns)
    throw new Error('Name the module and the noun in the plural, for example: npm run new-noun -- atlas/offices')
  if (!existsSync(join(root, 'src/modules', module, 'module.ts'))) {
    const known = globSync('src/modules/*/module.ts', { cwd: root }).map((file) => basename(join(file, '..')))
    throw new Error(`There is no module ${module}. Choose one of: ${known.join(', ')}.`)
  }
  const last = Math.max(0, ...readdirSync(join(root, 'db/migrations')).map((name) => Number.parseInt(name, 10) || 0))
  const spelled = spellings(nouns)
  return { module, nouns, ...spelled, migration: `${String(last + 1).padStart(4, '0')}_${module}_${spelled.table}.sql` }
}

function spellings(nouns: string) {
  const noun = nouns.endsWith('ies') ? `${nouns.slice(0, -3)}y` : nouns.slice(0, -1)
  const value = noun.replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())
  return {
    noun,
    value,
    type: value.charAt(0).toUpperCase() + value.slice(1),
    table: nouns.replaceAll('-', '_'),
    words: noun.replaceAll('-', ' '),
  }
}

const plural = (one: string): string => (one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`)

const migrationText = ({ module, table }: Names) => `create table ${module}.${table} (
  id text primary key,
  name text not null check (name <> ''),
  recorded_at timestamptz not null
);
`

const schemaText = ({ type, words }: Names) => `import { z } from 'zod'

export const new${type} = z.object({
  name: z.string().trim().min(1, 'Give the ${words} a name').max(200, 'Keep it under 200 characters'),
})
export type New${type} = z.output<typeof new${type}>

export interface ${type}View {
  id: string
  name: string
  recordedAt: Date
}
`

const tableText = ({ module, table, type, value }: Names) => `import { sql } from '#platform/db'

/** Columns of ${module}.${table} under the names of \`${type}View\`. */
export const ${value}Columns = sql\`id, name, recorded_at as "recordedAt"\`
`

const rulesText = ({ module, noun, type, words }: Names) => `import { conflict } from '#platform/problem'
import type { ${type}View } from './schema.ts'

/** Two of one name could not be told apart in a list. */
export function refuseSameName(name: string, known: Pick<${type}View, 'name'>[]): void {
  if (known.some((other) => other.name.toLowerCase() === name.toLowerCase()))
    throw conflict('${module}.${noun}.same-name', 'There is a ${words} of this name already.', {
      name: 'There is a ${words} of this name already',
    })
}
`

const readText = ({
  module,
  noun,
  table,
  type,
  value,
  words,
}: Names) => `import { type Reader, sql } from '#platform/db'
import { notFound } from '#platform/problem'
import type { ${type}View } from './schema.ts'
import { ${value}Columns } from './table.ts'

export const list${plural(type)} = (db: Reader): Promise<${type}View[]> =>
  db.all(sql<${type}View>\`select \${${value}Columns} from ${module}.${table} order by name, id\`)

export async function get${type}(db: Reader, id: string): Promise<${type}View> {
  const found = await db.one(sql<${type}View>\`select \${${value}Columns} from ${module}.${table} where id = \${id}\`)
  if (!found) throw notFound('${module}.${noun}.unknown', 'There is no such ${words}.')
  return found
}
`

const writeText = ({ module, noun, table, type }: Names) => `import { allow, type Viewer } from '#kernel/access'
import { audit } from '#kernel/audit'
import { sql, type Writer } from '#platform/db'
import { newId } from '#platform/ids'
import { list${plural(type)} } from './read.ts'
import { refuseSameName } from './rules.ts'
import type { New${type} } from './schema.ts'

export async function record${type}(db: Writer, actor: Viewer, input: New${type} & { at: Date }): Promise<string> {
  allow(actor, '${module}.${noun}.record')
  refuseSameName(input.name, await list${plural(type)}(db))
  const id = newId(input.at)
  await db.save(sql\`insert into ${module}.${table} (id, name, recorded_at) values (\${id}, \${input.name}, \${input.at})\`)
  await audit(db, actor, '${module}.${noun}.recorded', \`${noun}:\${id}\`, { name: input.name })
  return id
}
`

const pagesText = ({
  module,
  nouns,
  noun,
  type,
  value,
  words,
}: Names) => `import { allow, form, page, routes } from '#kernel/access'
import { Page, redirect } from '#platform/http'
import { Button, PageHeader, TextField } from '#ui'
import { get${type}, list${plural(type)} } from './read.ts'
import { new${type} } from './schema.ts'
import { record${type} } from './write.ts'

export const ${value}Pages = routes({
  '/${nouns}': page(async ({ db }) => (
    <Page title="${type} list">
      <div class="wrap page-reading">
        <PageHeader title="${type} list" />
        <ul>
          {(await list${plural(type)}(db)).map((${value}) => (
            <li key={${value}.id}>
              <a href={\`/${nouns}/\${${value}.id}\`}>{${value}.name}</a>
            </li>
          ))}
        </ul>
      </div>
    </Page>
  )),
  '/desk/${nouns}/new': form(
    new${type},
    async ({ viewer, form: { values, problem } }) => {
      allow(viewer, '${module}.${noun}.record')
      return (
        <Page title="New ${words}" robots="noindex">
          <div class="wrap page-narrow">
            <PageHeader title="New ${words}" />
            <form method="post" class="stack">
              <TextField name="name" label="Name" value={String(values.name ?? '')} error={problem?.fields.name} />
              <Button type="submit">Record the ${words}</Button>
            </form>
          </div>
        </Page>
      )
    },
    async ({ db, actor, input, clock }) =>
      redirect(\`/${nouns}/\${await record${type}(db, actor, { ...input, at: clock.now() })}\`),
  ),
  '/${nouns}/:id': page(async ({ db, params }) => {
    const ${value} = await get${type}(db, params.id ?? '')
    return (
      <Page title={${value}.name}>
        <div class="wrap page-reading">
          <PageHeader eyebrow="${words}" title={${value}.name} />
        </div>
      </Page>
    )
  }),
})
`

const testText = ({ nouns, words }: Names) => `import { expect, test } from 'vitest'
import { useSite } from '#test/site'

const site = useSite()
const form = '/desk/${nouns}/new'

test('staff record a ${words}, and everybody sees it', async () => {
  const answer = await (await site.as('staff')).post(form, { name: 'First of its kind' })
  expect(answer.status).toBe(303)
  const shown = await (await site.as('visitor')).get(answer.headers.get('location') ?? '')
  expect(shown.page.querySelector('h1')?.textContent).toBe('First of its kind')
})

test('visitors may not', async () => {
  const visitor = await site.as('visitor')
  expect([(await visitor.get(form)).status, (await visitor.post(form, { name: 'x' })).status]).toEqual([401, 401])
})

test('a ${words} without a name, or of a name that is taken, is explained', async () => {
  const staff = await site.as('staff')
  expect((await staff.post(form, { name: ' ' })).text).toContain('Give the ${words} a name')
  await staff.post(form, { name: 'Twice' })
  const second = await staff.post(form, { name: 'twice' })
  expect([second.status, second.text.includes('of this name already')]).toEqual([409, true])
})

test('one that does not exist is not found', async () => {
  expect((await (await site.as('visitor')).get('/${nouns}/none')).status).toBe(404)
})
`

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    for (const file of newNoun(process.cwd(), process.argv[2] ?? '')) console.log(file)
    console.log(stepsAfter(process.argv[2] ?? ''))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
