import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { system } from '#kernel/access'
import { readConfig } from '#platform/config'
import { sql } from '#platform/db'
import { createRandom, oneOf, type Random } from '#test/random'
import { openAtlas } from '#wiring/atlas'
import { openServices, root } from '../../src/app/services.ts'
import { openImporter } from '../../src/modules/atlas/arrivals/service.ts'
import { endSending, mapUpload } from '../../src/modules/atlas/arrivals/write.ts'
import { readPackage } from '../../src/modules/atlas/imports/read.ts'
import { importPackage } from '../../src/modules/atlas/imports/write.ts'
import { suggestMapping } from '../../src/modules/atlas/recipes/rules.ts'
import { mapping as mappingShape, sourceChoice } from '../../src/modules/atlas/recipes/schema.ts'
import { getUpload, listSheets } from '../../src/modules/atlas/uploads/read.ts'
import { PIECE } from '../../src/modules/atlas/uploads/schema.ts'
import { addPart, beginUpload } from '../../src/modules/atlas/uploads/write.ts'
import { atMost, type Bar, barLine, isMet, machine, saveResults } from '../support/bars.ts'

const ROWS = 100_000

interface Named {
  name: string
  region: string
  country: string
}

/**
 * `npm run bench -- imports`: a list of 100,000 rows, of governments of the starter data with their state or country, every tenth name
 * mistyped, goes the way of every import on the embedded database: read, matched and compared row by row, until the page shows what
 * bringing it in would do.
 */
export async function run(options: string[]): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'legation-imports-'))
  const config = readConfig({
    NODE_ENV: 'test',
    LEGATION_DATA: folder,
    DATABASE_URL: process.env.BENCH_DATABASE_URL ?? '',
  })
  const services = await openServices(config, 'a benchmark', () => {})
  const { database, clock } = services
  const lines: string[] = []
  const say = (line: string) => {
    console.log(line)
    lines.push(line)
  }
  const bars: Bar[] = []
  try {
    const door = await openAtlas(services, () => {})
    for (const name of ['core', 'wikipedia'])
      await database.write((db) =>
        importPackage(db, system, { package: readPackage(join(root, 'data/starter', name)), at: clock.now() }),
      )
    const bytes = Buffer.from(listOf(await namesOf(services), createRandom(100)))
    say(`${ROWS} rows, ${(bytes.length / 1_048_576).toFixed(1)} MB`)
    const importer = openImporter(services)
    const id = await database.write((db) =>
      beginUpload(db, system, { files: [{ name: 'list.csv', size: bytes.length }], at: clock.now() }),
    )
    const timed = async (what: string, work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now()
      await work()
      const seconds = (performance.now() - began) / 1000
      say(`${what.padEnd(24)} ${seconds.toFixed(2)} s`)
      return seconds
    }
    const sent = await timed('sent in pieces', async () => {
      for (let number = 0; number * PIECE < bytes.length; number += 1)
        await database.write((db) =>
          addPart(db, system, {
            uploadId: id,
            file: 0,
            number,
            bytes: bytes.subarray(number * PIECE, (number + 1) * PIECE),
          }),
        )
    })
    const read = await timed('read and looked at', async () => {
      await database.write((db) => endSending(db, system, { uploadId: id, at: clock.now() }))
      await importer.carryOnAll()
    })
    const [sheet] = await database.read((db) => listSheets(db, id))
    if (!sheet) throw new Error('The list was not read')
    const mapping = mappingShape.parse({
      ...suggestMapping(sheet, undefined),
      fixed: { firstCountry: 'United States' },
    })
    const source = sourceChoice.parse({ sourceTitle: 'A long list', publisher: 'A benchmark', licence: 'CC0 1.0' })
    const previewed = await timed('matched and previewed', async () => {
      await database.write((db) =>
        mapUpload(db, system, { uploadId: id, mapping, source, recipeName: '', at: clock.now() }),
      )
      await importer.carryOnAll()
    })
    const { state, counts, problem } = await database.read((db) => getUpload(db, id))
    say(`${state} ${JSON.stringify(counts)} ${problem ?? ''}`)
    const accounted = ['new', 'changed', 'conflicting', 'same', 'rejected'].reduce(
      (sum, name) => sum + Number(counts[name] ?? 0),
      0,
    )
    if (state !== 'ready' || counts.read !== ROWS || accounted !== ROWS)
      throw new Error('Rows are missing: the time says nothing')
    bars.push(atMost('I1', `${ROWS} rows read, matched and previewed`, sent + read + previewed, 's', 20))
    await importer.close()
    await door.close()
  } finally {
    await services.close()
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(JSON.stringify(machine()))
  if (options.includes('--save')) saveResults('imports', {}, bars, lines)
  for (const bar of bars) console.log(barLine(bar))
  return bars.every(isMet)
}

const namesOf = ({ database }: Awaited<ReturnType<typeof openServices>>): Promise<Named[]> =>
  database.read((db) =>
    db.all(sql<Named>`select organization.name, coalesce(state.name, '') as region, country.name as country
      from organizations.organizations organization join places.places place on place.id = organization.place_id
      join organizations.organizations country on country.id = lower(place.country)
      left join organizations.organizations state on state.id = 'us-' || lower(substr(place.subdivision, 4)) and place.country = 'US'
      where organization.kind <> 'country' order by organization.id`),
  )

/** The list as somebody would keep it: two places a line, some of them several times, a tenth of the names with a letter too few. */
function listOf(names: Named[], random: Random): string {
  const [ours, theirs] = [
    names.filter(({ country }) => country === 'United States'),
    names.filter(({ country }) => country !== 'United States'),
  ]
  const lines = ['City,State,Partner,Country,Since,Notes']
  for (let row = 0; row < ROWS; row += 1) {
    const [a, b] = [oneOf(random, ours), oneOf(random, theirs)]
    const since = random() < 0.8 ? String(1950 + Math.floor(random() * 75)) : ''
    lines.push(
      [typed(a.name, random), a.region, typed(b.name, random), b.country, since, `Line ${row} of the list`]
        .map(quoted)
        .join(','),
    )
  }
  return lines.join('\n')
}

function typed(name: string, random: Random): string {
  if (random() >= 0.1 || name.length < 5) return name
  const at = 1 + Math.floor(random() * (name.length - 1))
  return name.slice(0, at) + name.slice(at + 1)
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
