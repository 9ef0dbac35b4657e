import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { useSite } from '#test/site'
import { engagementId } from '../modules/atlas/imports/rules.ts'

const site = useSite()
const tie = engagementId('tie/harbor-meridian')
const evidence = 'Resolution 12 says so in its second paragraph.'

/** Real values for the parameters of an address, so that the walk meets records and not only "not found". */
const parameters: Record<string, string> = {
  '/cards/engagements/:file': `/cards/engagements/${tie}.png`,
  '/cards/governments/:file': '/cards/governments/us-zz-harbor-city.png',
  '/cards/countries/:file': '/cards/countries/qq.png',
  '/cards/networks/:file': '/cards/networks/sample-harbors.png',
  '/cards/rules/:file': '/cards/rules/us-zz-ties-act.png',
  '/engagements/:id': `/engagements/${tie}`,
  '/governments/:id/with/:other': '/governments/us-zz-harbor-city/with/qq-alta-vista',
  '/governments/:id': '/governments/us-zz-harbor-city',
  '/countries/:code': '/countries/qq',
  '/networks/:id': '/networks/sample-harbors',
  '/rules/:id': '/rules/us-zz-ties-act',
  '/tiles/:z/:x/:y': '/tiles/0/0/0.mvt',
  '/explore/compare': '/explore/compare?compare=country&country=QQ',
}

function addressOf(path: string): string {
  for (const [pattern, real] of Object.entries(parameters))
    if (path.includes(pattern)) return path.replace(pattern, real)
  return path.replaceAll(/:\w+/g, 'sample')
}

const entries = () =>
  site.application.tables.flatMap((table) =>
    Object.entries(table).map(([key, route]) => ({ path: key.split(' ').at(-1) ?? key, key, route })),
  )

test('every address answers a visitor with a page, a way to sign in, or a plain no: never with a bug', async () => {
  const visitor = await site.as('visitor')
  const answers: [string, number][] = []
  for (const { path } of entries()) answers.push([path, (await visitor.get(addressOf(path))).status])
  expect(answers.length).toBeGreaterThan(25)
  expect(answers.filter(([, status]) => ![200, 303, 401, 403, 404].includes(status))).toEqual([])
  const open = answers.filter(([path]) => !path.startsWith('/desk') && !path.includes('sample'))
  expect(open.filter(([, status]) => status === 404)).toEqual([])
})

test('every address of the desk is closed to visitors, but for the door', async () => {
  const visitor = await site.as('visitor')
  const desk = entries().filter(({ path }) => path.startsWith('/desk') && !/sign-(?:in|out)$/.test(path))
  expect(desk.length).toBeGreaterThan(5)
  for (const { path } of desk) expect([path, (await visitor.get(addressOf(path))).status]).toEqual([path, 401])
})

test('every address answers staff without a bug', async () => {
  const staff = await site.as('staff')
  for (const { path } of entries()) {
    const { status } = await staff.get(addressOf(path))
    expect([path, [200, 303, 404].includes(status)]).toEqual([path, true])
  }
})

/** What each route that changes something needs: good input, bad input and its explanation, and who may not. */
interface WriteRoute {
  path: () => Promise<string> | string
  good: Record<string, string>
  bad: Record<string, string>
  explained: string
  isProtected: boolean
  /** An address of the same kind whose record does not exist or may not be known. */
  hidden?: { path?: string; fields?: Record<string, string> }
  as: 'visitor' | 'staff'
}

const correction = { kind: 'engagement', id: tie, property: 'started', proposedValue: '1986', evidence }
const writeRoutes: Record<string, WriteRoute> = {
  '/corrections/new': {
    path: () => '/corrections/new',
    good: correction,
    bad: { ...correction, evidence: 'no' },
    explained: 'Say how you know, in a sentence',
    isProtected: false,
    hidden: { fields: { ...correction, id: 'none' } },
    as: 'visitor',
  },
  '/desk/corrections/:id': {
    path: async () => `/desk/corrections/${await askedCorrection()}`,
    good: { verdict: 'accepted', value: '1986', reason: 'The resolution says so.' },
    bad: { verdict: 'accepted', value: 'spring', reason: 'The resolution says so.' },
    explained: 'Write the date as 1978, 1978-05 or 1978-05-03',
    isProtected: true,
    hidden: { path: '/desk/corrections/none' },
    as: 'staff',
  },
  '/desk/findings/:rule/:engagement': {
    path: () => `/desk/findings/us-zz-ties-act/${tie}`,
    good: { determination: 'open', reason: 'Counsel has not answered yet.' },
    bad: { determination: 'guilty', reason: 'Counsel has not answered yet.' },
    explained: 'Choose what you found',
    isProtected: true,
    hidden: { path: '/desk/findings/us-zz-ties-act/none' },
    as: 'staff',
  },
  '/desk/imports/:id': {
    path: async () => `/desk/imports/${await firstBatch()}`,
    good: { reason: 'The list was a draft.' },
    bad: { reason: '' },
    explained: 'Say why, so that others understand it later',
    isProtected: true,
    hidden: { path: '/desk/imports/none' },
    as: 'staff',
  },
  '/desk/sign-in': {
    path: () => '/desk/sign-in',
    good: {},
    bad: { link: 'short' },
    explained: 'This is not a sign-in link',
    isProtected: false,
    as: 'visitor',
  },
  '/desk/sign-out': { path: () => '/desk/sign-out', good: {}, bad: {}, explained: '', isProtected: false, as: 'staff' },
}

async function askedCorrection(): Promise<string> {
  await (await site.as('visitor')).post('/corrections/new', correction)
  const { id } = await site.services.database.read((db) =>
    db.only(sql<{ id: string }>`select id from atlas.corrections`),
  )
  return id
}

async function firstBatch(): Promise<string> {
  const { id } = await site.services.database.read((db) => db.only(sql<{ id: string }>`select id from atlas.batches`))
  return id
}

const stateOf = () =>
  site.services.database.read((db) =>
    db.only(sql`select (select count(*) from audit.entries where stream <> 'access') as entries,
      (select count(*) from claims.statements) as statements, (select count(*) from atlas.corrections) as corrections`),
  )

test('every route that changes something has its four tests here', () => {
  const found = entries().flatMap(({ path, route }) =>
    route.kind === 'form' || (route.kind === 'endpoint' && route.deed) ? [path] : [],
  )
  expect(Object.keys(writeRoutes).toSorted()).toEqual(found.toSorted())
})

for (const [key, route] of Object.entries(writeRoutes)) {
  const works = Object.keys(route.good).length > 0 || key === '/desk/sign-out'
  if (works)
    test(`${key} works, and leads on`, async () => {
      const answer = await (await site.as(route.as)).post(await route.path(), route.good)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringMatching(/^\//)])
    })

  if (route.explained)
    test(`${key} explains bad input, keeps what was typed and saves nothing`, async () => {
      const person = await site.as(route.as)
      const path = await route.path()
      const before = await stateOf()
      const answer = await person.post(path, route.bad)
      expect(answer.status).toBe(400)
      expect(answer.text).toContain(route.explained)
      const kept = answer.page.querySelector('main form')?.innerHTML ?? ''
      for (const typed of Object.values(route.bad)) if (typed.length > 8) expect(kept).toContain(typed)
      expect(await stateOf()).toEqual(before)
    })

  if (route.isProtected)
    test(`${key} is refused to visitors and changes nothing`, async () => {
      const path = await route.path()
      const visitor = await site.as('visitor')
      const before = await stateOf()
      expect((await visitor.post(path, route.good)).status).toBe(401)
      expect(await stateOf()).toEqual(before)
    })

  if (route.hidden)
    test(`${key} does not say whether a record exists that one may not know of`, async () => {
      const path = route.hidden?.path ?? (await route.path())
      const answer = await (await site.as(route.as)).post(path, route.hidden?.fields ?? route.good)
      expect(answer.status).toBe(404)
      if (route.isProtected) expect((await (await site.as('visitor')).post(path, route.good)).status).toBe(401)
    })
}

test('links that leave the site bear its own address, whatever host a request names', async () => {
  const paths = [
    '/data/changes.atom',
    '/data/catalog.jsonld',
    '/governments/us-zz-harbor-city',
    '/map',
    `/engagements/${tie}`,
  ]
  for (const path of [
    ...paths,
    '/api/v1/engagements?limit=2',
    '/api/v1/explore',
    '/api/v1/explore',
    '//elsewhere.example/',
  ]) {
    const answer = await site.application.fetch(new Request(`http://elsewhere.example${path}`))
    const text = await answer.text()
    expect([path, text.includes('http://elsewhere.example'), text.length > 0]).toEqual([path, false, true])
    if (path.startsWith('/data')) expect([path, text.includes('http://legation.test/')]).toEqual([path, true])
  }
})
