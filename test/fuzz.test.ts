import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useSite } from '#test/site'
import { engagementId } from '../src/modules/atlas/imports/rules.ts'

const site = useSite()
const requests = 10_000
const tie = engagementId('tie/harbor-meridian')

const oddText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 20 }) },
  fc.constantFrom(
    '',
    ' ',
    '%',
    '%00',
    '%ff',
    '%C0%80',
    '\u202e',
    '..',
    '../../etc/passwd',
    "'; drop table atlas.versions; --",
    '<script>',
    '{{7*7}}',
    '\ud800',
  ),
  fc.constantFrom('null', 'undefined', 'NaN', 'Infinity', '-0', '1e309', '9'.repeat(40), '0x10', '1_000', '१२'),
  fc.string({ minLength: 300, maxLength: 5000 }),
)
const oddNumber = fc.oneof(
  fc.integer().map(String),
  fc.double().map(String),
  fc.bigInt().map(String),
  fc.constantFrom('-1', '0', '1', '14', '15', '2147483648', '9007199254740993', '1e9', '+3', ' 7', '0.5'),
)
const oddDay = fc.oneof(
  fc
    .date({ min: new Date('-009999-01-01'), max: new Date('+012000-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc
    .date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  fc.constantFrom(
    '0000-01-01',
    '0000-00-00',
    '0001-01-01',
    '2026-02-30',
    '9999-12-31',
    '2026',
    '0000',
    '99999',
    '2026-02-15T09:00:00+99:99',
    '2026-02-15T09:00:00.000000000Z',
    '2026-02-15T09:00:00-14:00',
  ),
)
const value = fc.oneof(
  oddText,
  oddNumber,
  oddDay,
  fc.constantFrom(
    'QQ',
    'US-ZZ',
    'sister-city',
    'table',
    'matrix',
    'network',
    'timeline',
    'yes',
    'us-zz-harbor-city',
    'unknown',
    tie,
  ),
)
const name = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      'place',
      'state',
      'level',
      'country',
      'region',
      'partner',
      'form',
      'kind',
      'theme',
      'network',
      'legal',
      'recognition',
      'activity',
      'verification',
      'source',
      'documented',
      'q',
      'from',
      'to',
      'undated',
      'asOf',
      'knownAt',
      'bbox',
      'zoom',
      'within',
      'limit',
      'after',
      'arcs',
      'values',
      'view',
      'select',
      'compare',
      'page',
      'show',
      'id',
      'link',
    ),
  },
  { weight: 1, arbitrary: oddText },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'q[]', 'place[0]') },
)
const query = fc.array(fc.tuple(name, value), { maxLength: 5 }).map((pairs) => new URLSearchParams(pairs).toString())
const segment = fc.oneof(value.map(encodePart), fc.constantFrom('%', '%zz', '%ff%fe', '%2e%2e', '%00', 'a%2Fb'))
const fixed = () =>
  site.application.tables.flatMap((table) => Object.keys(table).map((key) => key.split(' ').at(-1) ?? key))

/** As a browser would write it; half a character has no encoding, so it stays as the replacement sign. */
function encodePart(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

const bbox = fc
  .array(fc.oneof(oddNumber, oddText), { minLength: 0, maxLength: 6 })
  .map((parts) => `bbox=${encodePart(parts.join(','))}`)
const cursor = fc
  .oneof(
    oddText,
    fc.base64String({ maxLength: 60 }),
    fc.tuple(oddNumber, value).map((parts) => parts.join('~')),
  )
  .map((text) => `after=${encodePart(text)}`)
const headers = fc.dictionary(
  fc.constantFrom(
    'accept',
    'accept-language',
    'accept-encoding',
    'cookie',
    'if-none-match',
    'range',
    'content-type',
    'x-forwarded-proto',
    'x-forwarded-for',
    'origin',
    'host',
    'content-length',
  ),
  fc.oneof(
    fc.string({ unit: fc.constantFrom(...'abcdefgh0123456789;=,/*"\'- ()[]'), maxLength: 60 }),
    fc.constantFrom(
      'application/json',
      'text/html',
      '*/*',
      'session=0123456789abcdefghjkmnpqrstvwxyz',
      'gzip, br;q=0',
      'bytes=0-',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
    ),
  ),
  { maxKeys: 3 },
)
const body = fc.oneof(
  query,
  fc.json({ maxDepth: 3 }),
  oddText,
  fc.constantFrom(
    '--x\r\ncontent-disposition: form-data; name="evidence"; filename="a"\r\n\r\nhello\r\n--x--',
    '{',
    '[[[[',
    '"\\u0000"',
  ),
)

interface Fuzzed {
  method: string
  path: string
  headers: Record<string, string>
  body: string | undefined
}

function anyRequest(): fc.Arbitrary<Fuzzed> {
  const path = fc
    .tuple(
      fc.constantFrom(...fixed(), '/assets/x', '/healthz', '/sitemap.xml', '/robots.txt', '/api/openapi.json'),
      fc.array(segment, { minLength: 4, maxLength: 4 }),
      fc.oneof({ weight: 3, arbitrary: query }, bbox, cursor),
    )
    .map(([address, parts, search]) => {
      let at = 0
      const filled = address.replaceAll(/:\w+/g, () => parts[at++] ?? '')
      return search ? `${filled}?${search}` : filled
    })
  const wild = fc
    .tuple(fc.array(segment, { maxLength: 5 }), query)
    .map(([parts, search]) => `/${parts.join('/')}?${search}`)
  return fc
    .record({
      method: fc.oneof(
        { weight: 6, arbitrary: fc.constant('GET') },
        { weight: 3, arbitrary: fc.constant('POST') },
        fc.constantFrom('HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PURGE'),
      ),
      path: fc.oneof({ weight: 9, arbitrary: path }, wild),
      headers,
      body,
    })
    .map((made) => ({ ...made, body: made.method === 'GET' || made.method === 'HEAD' ? undefined : made.body }))
}

/** undefined when the answer is as it should be; else what is wrong with it. */
async function faultOf(
  { method, path, headers: given, body: sent }: Fuzzed,
  asStaff: string,
): Promise<string | undefined> {
  const all = new Headers({
    host: 'legation.test',
    origin: 'http://legation.test',
    ...(asStaff ? { cookie: asStaff } : {}),
    ...given,
  })
  const request = new Request(`http://legation.test${path}`, {
    method,
    headers: all,
    ...(sent === undefined ? {} : { body: sent.toWellFormed() }),
  })
  const answer = await site.application.fetch(request)
  const text = await readText(answer)
  if (answer.status >= 500) return `${answer.status}: ${text.slice(0, 300)}`
  if (answer.status < 400 || method === 'HEAD') return undefined
  const type = answer.headers.get('content-type') ?? ''
  if (type === 'application/problem+json') {
    const problem = JSON.parse(text) as Record<string, unknown> // what is checked here
    return typeof problem.code === 'string' && typeof problem.title === 'string' && problem.status === answer.status
      ? undefined
      : `no code: ${text}`
  }
  return type.startsWith('text/html') && /<h1[ >]/.test(text)
    ? undefined
    : `${answer.status} is neither a problem nor a page: ${type} ${text.slice(0, 200)}`
}

async function readText(answer: Response): Promise<string> {
  const packed = answer.headers.get('content-encoding')
  const isPacked = packed === 'gzip' || packed === 'deflate'
  return isPacked && answer.body
    ? new Response(answer.body.pipeThrough(new DecompressionStream(packed))).text()
    : answer.text()
}

async function fuzz(count: number, seed: number, asStaff = ''): Promise<string[]> {
  const faults: string[] = []
  for (const fuzzed of fc.sample(anyRequest(), { numRuns: count, seed })) {
    const fault = await faultOf(fuzzed, asStaff).catch(
      (error: unknown) => `threw ${error instanceof Error ? error.stack : error}`,
    )
    if (fault)
      faults.push(`${fuzzed.method} ${fuzzed.path} ${JSON.stringify(fuzzed.headers)} ${fuzzed.body ?? ''}\n  ${fault}`)
    if (faults.length > 20) break
  }
  return faults
}

test(`${requests} random requests of a visitor never meet a bug, and every refusal is a problem`, {
  timeout: 400_000,
}, async () => {
  expect(await fuzz(requests, 20_260_215)).toEqual([])
})

test('nor do a thousand of staff', { timeout: 120_000 }, async () => {
  const secret = await site.session()
  expect(await fuzz(1000, 77, `session=${secret}`)).toEqual([])
})
