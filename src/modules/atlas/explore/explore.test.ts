import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Sql, sql } from '#platform/db'
import { useSite } from '#test/site'

const site = useSite()

interface Explored {
  meta: { total: number; of: number; undated: number; says: string }
  facets: { name: string; values: { value: string; count: number }[] }[]
  rows: { id: string }[]
  years: { undated: number; counts: number[] }
}

interface Asked {
  country?: string | undefined
  form?: string | undefined
  legal?: string | undefined
  place?: string | undefined
  from?: string | undefined
  asOf?: string | undefined
}

const anyQuestion: fc.Arbitrary<Asked> = fc.record({
  country: fc.constantFrom(undefined, 'QQ', 'RR', 'FR'),
  form: fc.constantFrom(undefined, 'standing-tie', 'membership', 'presence'),
  legal: fc.constantFrom(undefined, 'unknown', 'terminated'),
  place: fc.constantFrom(undefined, 'us-zz-harbor-city', 'us-zz-mill-creek', 'us-zz'),
  from: fc.constantFrom(undefined, '1980', '1990', '2010'),
  asOf: fc.constantFrom(undefined, '1986-01-01', '2020-01-01'),
})

/** The same question, asked of the tables. */
function conditionOf({ country, form, legal, place, from, asOf }: Asked): Sql<boolean> {
  const parts = [
    country
      ? sql`exists (select 1 from places.places where id = any(version.abroad_ids) and country = ${country})`
      : sql`true`,
    form ? sql`version.form = ${form}` : sql`true`,
    legal ? sql`version.legal = ${legal}` : sql`true`,
    place ? sql`${place} = any(version.us_ids)` : sql`true`,
    from ? sql`version.starts_on >= ${`${from}-01-01`}::date` : sql`true`,
    asOf
      ? sql`(version.starts_on is null or version.starts_on <= ${asOf}::date) and (version.ends_on is null or version.ends_on >= ${asOf}::date)`
      : sql`true`,
  ]
  return sql.join(parts, sql` and `)
}

const idsFromTables = async (asked: Asked): Promise<string[]> => {
  const rows = await site.services.database.read((db) =>
    db.all(sql<{ id: string }>`select version.engagement_id as id from atlas.versions version
      where version.known_to is null and ${conditionOf(asked)} order by 1`),
  )
  return rows.map(({ id }) => id)
}

const parametersOf = (asked: Asked) =>
  new URLSearchParams(Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined))

test('page, API and downloads give the very set that the tables hold, for random questions', async () => {
  const visitor = await site.as('visitor')
  for (const asked of fc.sample(anyQuestion, { numRuns: 40, seed: 8 })) {
    const parameters = parametersOf(asked)
    const expected = await idsFromTables(asked)
    const explored = (await visitor.get(`/api/v1/explore?${parameters}`)).json<Explored>()
    expect([String(parameters), explored.rows.map(({ id }) => id).toSorted()]).toEqual([String(parameters), expected])
    expect(explored.meta).toMatchObject({ total: expected.length, of: 7 })
    // The timeline shows what the other filters leave, so that the brush can be moved.
    if (!asked.from)
      expect(explored.years.counts.reduce((sum, count) => sum + count, explored.years.undated)).toBe(expected.length)
    const page = await visitor.get(`/map?view=table&${parameters}`)
    expect(page.page.querySelector('.count-line')?.textContent).toBe(explored.meta.says)
    expect(page.page.querySelectorAll('[data-part=view] tbody tr a[href^="/engagements/"]')).toHaveLength(
      expected.length,
    )
    const csv = (await visitor.get(`/api/v1/engagements.csv?${parameters}`)).text.trimEnd().split('\r\n')
    expect(
      csv
        .slice(1)
        .map((line) => line.split(',')[0])
        .toSorted(),
    ).toEqual(expected)
  }
})

test('the count beside a facet value is the total one gets by choosing it', async () => {
  const visitor = await site.as('visitor')
  const { facets } = (await visitor.get('/api/v1/explore?country=QQ')).json<Explored>()
  let compared = 0
  for (const { name, values } of facets)
    for (const { value, count } of name === 'country' ? [] : values) {
      const parameters = new URLSearchParams([
        ['country', 'QQ'],
        [name, value],
      ])
      const { meta } = (await visitor.get(`/api/v1/explore?${parameters}&limit=0`)).json<Explored>()
      expect([name, value, meta.total]).toEqual([name, value, count])
      compared += 1
    }
  expect(compared).toBeGreaterThan(10)
})

test.each([
  '/api/v1/engagements?limit=2',
  '/api/v1/governments?limit=1',
  '/api/v1/explore?limit=3',
])('turning the pages of %s visits every row once', async (first) => {
  const visitor = await site.as('visitor')
  const seen: string[] = []
  let path: string | undefined = first
  for (let turns = 0; path !== undefined && turns < 50; turns += 1) {
    const answer = await visitor.get(path)
    expect(answer.status).toBe(200)
    const { data, rows, next } = answer.json<{ data?: { id: string }[]; rows?: { id: string }[]; next?: string }>()
    seen.push(...(data ?? rows ?? []).map(({ id }) => id))
    if (next === undefined) path = undefined
    else
      path = next.startsWith('http')
        ? next.replace('http://legation.test', '')
        : `${first}&after=${encodeURIComponent(next)}`
  }
  const everything = (await visitor.get(first.replace(/limit=\d+/, 'limit=200'))).json<{
    data?: { id: string }[]
    rows?: { id: string }[]
  }>()
  expect(seen).toEqual((everything.data ?? everything.rows ?? []).map(({ id }) => id))
  expect(new Set(seen).size).toBe(seen.length)
})

test('a tile outside the world, of no number or too deep is a problem that names the fault', async () => {
  const visitor = await site.as('visitor')
  for (const [path, code] of [
    ['15/0/0', 'atlas.tile.zoom'],
    ['1/2/0', 'atlas.tile.outside'],
    ['0/0/-1', 'atlas.tile.number'],
    ['a/0/0', 'atlas.tile.number'],
  ]) {
    const answer = await visitor.get(`/api/v1/tiles/${path}.mvt`)
    expect([path, answer.status, answer.json<{ code: string }>().code]).toEqual([path, 400, code])
  }
  const tile = await visitor.get('/api/v1/tiles/0/0/0.mvt?country=QQ')
  expect([tile.status, tile.headers.get('content-type'), tile.text.length > 10]).toEqual([
    200,
    'application/vnd.mapbox-vector-tile',
    true,
  ])
  expect((await visitor.get('/api/v1/tiles/0/0/0.mvt?country=FR')).text.length).toBeLessThan(tile.text.length)
})

test.each([
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '9999-12-31T23:59:59.999Z',
])('the far ends of time are asked without a bug: %s', async (day) => {
  const visitor = await site.as('visitor')
  const { rows } = await site.services.database.read((db) =>
    db.only(sql<{ rows: string }>`select min(engagement_id) as rows from atlas.versions`),
  )
  for (const path of [
    `/map?knownAt=${day}&asOf=${day.slice(0, 10)}`,
    `/engagements/${rows}?knownAt=${day}`,
    `/api/v1/explore?knownAt=${day}`,
    `/map?view=table&from=${day.slice(0, 4)}`,
  ])
    expect([path, (await visitor.get(path)).status < 500]).toEqual([path, true])
})

test('the API counts and lists the same rows when asked within the second in which something became known', async () => {
  const visitor = await site.as('visitor')
  const { meta, rows } = (await visitor.get('/api/v1/explore?knownAt=2026-01-15T09:00:00.000Z')).json<Explored>()
  expect([meta.total, rows.length]).toEqual([7, 7])
  const before = (await visitor.get('/api/v1/explore?knownAt=2026-01-15T08:59:59.999Z')).json<Explored>()
  expect([before.meta.total, before.rows.length]).toEqual([0, 0])
})

test('views of one question share its address: every tab keeps the filters', async () => {
  const { page } = await (await site.as('visitor')).get('/map?country=QQ&view=matrix')
  const tabs = [...page.querySelectorAll('a[href^="/map?"]')].map((tab) => tab.getAttribute('href') ?? '')
  for (const view of ['table', 'network', 'timeline'])
    expect(tabs.some((href) => href.includes('country=QQ') && href.includes(`view=${view}`))).toBe(true)
})

test('the parts of the page hold what the API says, and draw no more than their page lacks', async () => {
  const visitor = await site.as('visitor')
  const read = async (draws: string) => (await visitor.get(`/map/parts?country=QQ&zoom=3&draws=${draws}`)).text
  const [whole, lines, living] = [await read('whole'), await read('lines'), await read('living')]
  const drawn = /<script type="application\/json" data-drawn[^>]*>([^<]*)<\/script>/.exec(living)?.[1] ?? ''
  const explored = await visitor.get('/api/v1/explore?country=QQ&zoom=3&arcs=400&limit=0')
  const { clusters, abroad, arcs } = explored.json<Record<string, unknown>>()
  expect(JSON.parse(drawn)).toEqual({ clusters, abroad, arcs })
  expect([whole, lines, living].map((page) => page.includes('world-map-ground'))).toEqual([true, false, false])
  expect([whole, lines, living].map((page) => page.includes('world-map-points'))).toEqual([true, true, false])
  for (const page of [lines, living]) expect(page).not.toContain('class="masthead')
  expect((await visitor.get('/map?country=QQ')).status).toBe(200)
  expect((await visitor.get('/map/parts?draws=nothing')).status).toBe(400)
})
