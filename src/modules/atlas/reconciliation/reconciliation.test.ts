import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { useSite } from '#test/site'
import { conditionBatch, extensionQuery, plainBatch, versions } from './schema.ts'

const site = useSite()
const standards = join(import.meta.dirname, '../../../../../shared/data/standards/reconciliation')
const hasStandards = existsSync(standards)

/** The specification's own schemas of one version. */
function judge(version: string): Ajv {
  const ajv = new Ajv({ strict: false })
  addFormats.default(ajv)
  const schemas = globSync(join(standards, version, 'schemas/*.json')).map((file) => ({
    file: basename(file),
    schema: JSON.parse(readFileSync(file, 'utf8')) as { $id?: string; $schema?: string },
  }))
  // The draft of JSON Schema they name is one this judge reads without being told.
  for (const { file, schema } of schemas) {
    const { $schema, ...rest } = schema
    ajv.addSchema(rest, schema.$id ?? file)
  }
  return ajv
}

const inputs = {
  '0.1': { 'reconciliation-query-batch': plainBatch('0.1'), 'data-extension-query': extensionQuery },
  '0.2': { 'reconciliation-query-batch': plainBatch('0.2'), 'data-extension-query': extensionQuery },
  '1.0-draft': { 'reconciliation-query-batch': conditionBatch, 'data-extension-query': extensionQuery },
}

test.skipIf(!hasStandards).each(versions)('the examples of %s are read, and the wrong ones refused', (version) => {
  let read = 0
  for (const [kind, schema] of Object.entries(inputs[version]))
    for (const wanted of ['valid', 'invalid'] as const)
      for (const file of globSync(join(standards, version, 'examples', kind, wanted, '*.json'))) {
        read += 1
        expect(schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).success, file).toBe(wanted === 'valid')
      }
  expect(read).toBeGreaterThan(1)
})

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
async function ask(
  path: string,
  body?: string | object,
): Promise<{ status: number; headers: Headers; json: unknown; text: string }> {
  const type = typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json'
  const answer = await site.application.fetch(
    new Request(`http://127.0.0.1${path}`, {
      ...(body === undefined
        ? {}
        : {
            method: 'POST',
            body: typeof body === 'string' ? body : JSON.stringify(body),
            headers: { 'content-type': type },
          }),
      headers: { origin: 'https://openrefine.example', ...(body === undefined ? {} : { 'content-type': type }) },
    }),
  )
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false
  return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : undefined }
}

const queries = {
  q0: { query: 'Harbor City', type: 'city' },
  q1: { query: 'us-zz-harbor-city' },
  q2: { query: 'Nowhere at All' },
}
const conditions = {
  queries: [
    { conditions: [{ matchType: 'name', propertyValue: 'Harbor City' }] },
    { type: 'county', conditions: [{ matchType: 'name', propertyValue: 'Harbor City' }] },
    {
      conditions: [
        { matchType: 'name', propertyValue: 'Harbor City' },
        { matchType: 'property', propertyId: 'country', propertyValue: 'US', matchQuantifier: 'none' },
      ],
    },
  ],
}
interface Candidate {
  id: string
  score: number
  match: boolean
}

test('a name and an identifier find their record, and what nobody bears finds none', async () => {
  const { json, headers } = await ask('/api/reconcile', form({ queries: JSON.stringify(queries) }))
  const found = json as Record<string, { result: Candidate[] }>
  expect(found.q0?.result[0]).toMatchObject({ id: 'us-zz-harbor-city', match: true })
  expect(found.q1?.result).toEqual([expect.objectContaining({ id: 'us-zz-harbor-city', score: 100, match: true })])
  expect(found.q2?.result).toEqual([])
  expect(headers.get('access-control-allow-origin')).toBe('*')
})

/** What OpenRefine 3.6.2 sent, to the byte, for a sheet of three lines; only the names are those of this site. */
const sequence = {
  'types of the column guessed':
    'queries=%7B%22q1%22%3A%7B%22query%22%3A%22Nowhere+at+All%22%2C%22limit%22%3A3%7D%2C%22q0%22%3A%7B%22query%22%3A%22Harbor+City%22%2C%22limit%22%3A3%7D%7D',
  'with a type and a column beside it':
    'queries=%7B%22q0%22%3A%7B%22query%22%3A%22Harbor+City%22%2C%22type%22%3A%22city%22%2C%22properties%22%3A%5B%7B%22pid%22%3A%22country%22%2C%22v%22%3A%22US%22%7D%5D%2C%22limit%22%3A5%2C%22type_strict%22%3A%22should%22%7D%7D',
  'with a type that is empty, as old projects hold it':
    'queries=%7B%22q0%22%3A%7B%22query%22%3A%22Harbor+City%22%2C%22type%22%3A%22%22%2C%22limit%22%3A5%2C%22type_strict%22%3A%22should%22%7D%7D',
  'values beside what was matched':
    'extend=%7B%22ids%22%3A%5B%22us-zz-harbor-city%22%5D%2C%22properties%22%3A%5B%7B%22id%22%3A%22level%22%7D%2C%7B%22id%22%3A%22country%22%7D%5D%7D',
}

test('the requests of OpenRefine are answered one after another, from guessing the types to new columns', async () => {
  const replay = async (step: keyof typeof sequence) => (await ask('/api/reconcile', sequence[step])).json
  const best = { id: 'us-zz-harbor-city', match: true }
  const guessed = (await replay('types of the column guessed')) as Record<string, { result: { type: object[] }[] }>
  expect(guessed.q0?.result[0]?.type).toEqual([{ id: 'city', name: 'US city' }])
  expect(guessed.q1?.result).toEqual([])
  expect(await replay('with a type and a column beside it')).toMatchObject({ q0: { result: [best] } })
  const old = (await replay('with a type that is empty, as old projects hold it')) as typeof guessed
  expect(old.q0?.result[0]).toMatchObject(best)
  expect(await replay('values beside what was matched')).toMatchObject({
    rows: { 'us-zz-harbor-city': { level: [{ id: 'city', name: 'US city' }], country: [{ str: 'US' }] } },
  })
})

test('1.0-draft is answered in the order of its queries; a type is a wall, and none means none', async () => {
  const { json } = await ask('/api/reconcile/1.0/match', conditions)
  const found = (json as { results: { candidates: Candidate[] }[] }).results.map(({ candidates }) =>
    candidates.map(({ id }) => id),
  )
  expect(found.map(([first]) => first)).toEqual(['us-zz-harbor-city', 'us-zz-county-harbor', undefined])
})

test('values are fetched into a sheet, a row for each id, also for one nobody knows', async () => {
  const wanted = {
    ids: ['us-zz-harbor-city', 'nobody'],
    properties: [{ id: 'population' }, { id: 'engagements' }, { id: 'level' }],
  }
  const plain = (await ask('/api/reconcile', form({ extend: JSON.stringify(wanted) }))).json as {
    rows: Record<string, Record<string, object[]>>
  }
  expect(plain.rows['us-zz-harbor-city']).toMatchObject({
    population: [{ int: 120_000 }],
    level: [{ id: 'city', name: 'US city' }],
  })
  expect(plain.rows.nobody).toEqual({ population: [], engagements: [], level: [] })
  const draft = (await ask('/api/reconcile/1.0/extend', wanted)).json as {
    rows: { id: string; properties: { values: object[] }[] }[]
  }
  expect(draft.rows[0]?.properties[0]?.values).toEqual([{ int: 120_000 }])
})

test('a name put on record is found, and so is the number of a record that became part of another', async () => {
  const eli = await site.as('sample-eli')
  const source = { sourceTitle: 'Yearbook', publisher: 'Gazette', sourceKind: 'dataset', address: '', quote: '' }
  const named = { ...source, name: 'Hafenstadt', kind: 'alternate', language: 'de' }
  expect((await eli.post('/desk/organizations/us-zz-harbor-city/names/new', named)).status).toBe(303)
  const firstOf = async (query: string) => {
    const { json } = await ask('/api/reconcile', form({ queries: JSON.stringify({ q: { query } }) }))
    return (json as Record<string, { result: Candidate[] }>).q?.result[0]?.id
  }
  await expect.poll(() => firstOf('Hafenstadt'), { timeout: 5000 }).toBe('us-zz-harbor-city')
  const merge = { otherId: 'qq-alta-vista', keep: 'this', reason: 'Two spellings of one town, says its own site.' }
  expect((await eli.post('/desk/organizations/qq-port-meridian/merge', merge)).status).toBe(303)
  await expect.poll(() => firstOf('qq-alta-vista'), { timeout: 5000 }).toBe('qq-port-meridian')
  expect(await firstOf('Alta Vista')).toBe('qq-port-meridian')
})

test('other sites may ask beforehand; a foreign form reaches no other address', async () => {
  const asked = await site.application.fetch(
    new Request('http://127.0.0.1/api/reconcile', {
      method: 'OPTIONS',
      headers: { origin: 'https://openrefine.example', 'access-control-request-method': 'POST' },
    }),
  )
  expect(asked.headers.get('access-control-allow-origin')).toBe('*')
  expect(asked.headers.get('access-control-allow-methods')).toContain('POST')
  expect((await ask('/sign-in', form({ email: 'a@example.org' }))).status).toBe(403)
})

test('a batch too large, bad JSON and a bad callback are told apart', async () => {
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`q${at}`, { query: 'x' }]))
  expect((await ask('/api/reconcile', form({ queries: JSON.stringify(many) }))).status).toBe(413)
  const bad = await ask('/api/reconcile', form({ queries: '{' }))
  expect(bad.status).toBe(400)
  expect(bad.json).toMatchObject({ code: 'atlas.reconciliation.no-json' })
  expect((await ask('/api/reconcile?callback=alert(1)//')).status).toBe(400)
  const called = await ask('/api/reconcile?callback=jsonp1')
  expect(called.text).toMatch(/^\/\*\*\/jsonp1\(\{/)
  expect((await ask('/api/reconcile/1.0/extend', { ids: [], properties: [{ id: 'age' }] })).status).toBe(400)
})

test('suggestions, flyouts and the preview say what something is', async () => {
  const entities = (await ask('/api/reconcile/suggest/entity?prefix=harb')).json as { result: { id: string }[] }
  expect(entities.result.map(({ id }) => id)).toContain('us-zz-harbor-city')
  const flyout = (await ask('/api/reconcile/flyout/entity?id=us-zz-harbor-city')).json as { html: string }
  expect(flyout.html).toContain('Harbor City')
  expect((await ask('/api/reconcile/flyout/entity?id=nobody')).status).toBe(404)
  const preview = await ask('/embed/reconcile/us-zz-harbor-city')
  expect(preview.text).toContain('120,000')
  expect(preview.headers.get('content-security-policy')).toContain('frame-ancestors *')
})

test.skipIf(!hasStandards)('every answer is valid by the schemas of its version', async () => {
  const extension = {
    ids: ['us-zz-harbor-city'],
    properties: [{ id: 'country' }, { id: 'level' }, { id: 'population' }],
  }
  const [old, now, draft] = [judge('0.1'), judge('0.2'), judge('1.0-draft')]
  const check = (ajv: Ajv, kind: string, answer: unknown) => {
    const name = Object.keys(ajv.schemas).find((key) => key.includes(`${kind}.json`))
    expect(name, kind).toBeDefined()
    ajv.validate(name ?? '', answer)
    expect(ajv.errors ?? [], kind).toEqual([])
  }
  const batch = (await ask('/api/reconcile', form({ queries: JSON.stringify(queries) }))).json
  check(old, 'reconciliation-result-batch', batch)
  check(now, 'reconciliation-result-batch', batch)
  check(draft, 'reconciliation-result-batch', (await ask('/api/reconcile/1.0/match', conditions)).json)
  check(old, 'manifest', (await ask('/api/reconcile')).json)
  check(now, 'manifest', (await ask('/api/reconcile')).json)
  check(draft, 'manifest', (await ask('/api/reconcile/1.0')).json)
  check(now, 'data-extension-response', (await ask('/api/reconcile', form({ extend: JSON.stringify(extension) }))).json)
  check(draft, 'data-extension-response', (await ask('/api/reconcile/1.0/extend', extension)).json)
  check(now, 'data-extension-property-proposal', (await ask('/api/reconcile/extend/propose?type=city')).json)
  for (const [what, kind] of [
    ['entity', 'suggest-entities-response'],
    ['property', 'suggest-properties-response'],
    ['type', 'suggest-types-response'],
  ] as const)
    for (const [ajv, base] of [
      [now, '/api/reconcile'],
      [draft, '/api/reconcile/1.0'],
    ] as const)
      check(ajv, kind, (await ask(`${base}/suggest/${what}?prefix=c`)).json)
})
