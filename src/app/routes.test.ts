import { expect, test } from 'vitest'
import { sql } from '#platform/db'
import { accountDeeds } from '#test/account-deeds'
import { atlasDeeds, tie } from '#test/atlas-deeds'
import { bodyDeeds } from '#test/body-deeds'
import { letterDeeds } from '#test/letter-deeds'
import { newsletterDeeds } from '#test/newsletter-deeds'
import { pieceDeeds } from '#test/piece-deeds'
import { publicationDeeds } from '#test/publication-deeds'
import { useSite } from '#test/site'
import { writingDeeds } from '#test/writing-deeds'

const site = useSite()

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
  '/bodies/:id': '/bodies/center',
  '/bodies/:id/leadership': '/bodies/center/leadership',
  '/bodies/:id/history': '/bodies/center/history',
  '/desk/organizations/:id': '/desk/organizations/us-zz-harbor-city',
  '/reconcile/suggest/:what': '/reconcile/suggest/entity?prefix=harb',
  '/reconcile/1.0/suggest/:what': '/reconcile/1.0/suggest/type?prefix=c',
  '/reconcile/flyout/:what': '/reconcile/flyout/entity?id=us-zz-harbor-city',
  '/reconcile/sheets/:code/flyout/:what': '/reconcile/sheets/none/flyout/entity?id=1',
  '/embed/reconcile/:id': '/embed/reconcile/us-zz-harbor-city',
  '/explore/compare': '/explore/compare?compare=country&country=QQ',
}

/** Nothing without a secret, a page that a body has written, a work or document that somebody brought, or somebody who shows themselves. */
const nothingYet = [
  ...[
    '/topics/:id',
    '/programs/:id',
    '/works/:slug',
    '/works/:slug/editions',
    '/works/:slug/editions/:number',
    '/pictures/:id',
    '/readings/:code/pictures/:id',
    '/works/:slug/signatures',
    '/works/:slug/work.ics',
    '/cards/works/:file',
    '/archive/parts/:file',
    '/archive/:stamp/:slug',
  ],
  ...['pdf', 'epub', 'docx', 'txt', 'bib', 'ris', 'csl.json'].flatMap((name) => [
    `/works/:slug/work.${name}`,
    `/works/:slug/editions/:number/work.${name}`,
  ]),
  ...['/documents/:id', '/documents/:id/quotes/new', '/documents/:id/file', '/documents/:id/redactions/new'],
  ...['/documents/:id/pages/:page', '/documents/:id/readings/new'],
  ...['/statements/:id', '/api/v1/statements/:id', '/disputes/:id/withdrawal'],
  ...['/readings/:code', '/confirmations', '/letters/:code', '/signatures/:code'],
  ...['/newsletters/:list', '/newsletters/:list/feed.atom', '/newsletters/:list/:issue'],
  ...['/subscriptions/confirm/:code', '/subscriptions/:code', '/subscriptions/:code/mine.json', '/unsubscribe/:code'],
  ...['/invitation', '/people/:id', '/bodies/:id/:slug', '/erasure/receipt.json', '/feeds/watches/:code'],
  ...[
    '',
    '/suggest/:what',
    '/flyout/:what',
    '/extend/propose',
    '/1.0',
    '/1.0/extend/propose',
    '/1.0/suggest/:what',
  ].map((step) => `/api/reconcile/sheets/:code${step}`),
  '/embed/reconcile/sheets/:code/:row',
  ...['', '/sending', '/:section', '/confirmation', '/consent'].map((step) => `/intake/:code${step}`),
]

function addressOf(path: string): string {
  for (const [pattern, real] of Object.entries(parameters))
    if (path.includes(pattern)) return path.replace(pattern, real)
  return path.replaceAll(/:\w+/g, 'sample')
}

const entries = () =>
  site.application.tables.flatMap((table) =>
    Object.entries(table).map(([key, route]) => ({ path: key.split(' ').at(-1) ?? key, key, route })),
  )

/** Addresses that answer GET; the others only take what is sent to them. */
const readable = () => entries().filter(({ key }) => !key.startsWith('POST '))

test('every address answers a visitor with a page, a way to sign in, or a plain no: never with a bug', async () => {
  const visitor = await site.as('visitor')
  const answers: [string, number][] = []
  for (const { path } of readable()) answers.push([path, (await visitor.get(addressOf(path))).status])
  expect(answers.length).toBeGreaterThan(25)
  expect(answers.filter(([, status]) => ![200, 303, 401, 403, 404].includes(status))).toEqual([])
  const open = answers.filter(([path]) => !path.startsWith('/desk') && !nothingYet.includes(path))
  expect(open.filter(([, status]) => status === 404)).toEqual([])
})

test('every address of the desk is closed to visitors', async () => {
  const visitor = await site.as('visitor')
  const desk = readable().filter(({ path }) => path.startsWith('/desk'))
  expect(desk.length).toBeGreaterThan(5)
  for (const { path } of desk) expect([path, (await visitor.get(addressOf(path))).status]).toEqual([path, 401])
})

test('every address answers staff without a bug', async () => {
  const staff = await site.as('staff')
  for (const { path } of readable()) {
    const { status } = await staff.get(addressOf(path))
    // Staff speak for no party of a record.
    const isOfParties = ['/engagements/:id/disputes/new', '/engagements/:id/confirmation'].includes(path)
    expect([path, [200, 303, 404, ...(isOfParties ? [403] : [])].includes(status)]).toEqual([path, true])
  }
})

const writeRoutes = {
  ...{ ...atlasDeeds(site), ...publicationDeeds(site), ...pieceDeeds(site), ...letterDeeds(site) },
  ...{ ...newsletterDeeds(site), ...writingDeeds(site) },
  ...{ ...accountDeeds(site), ...bodyDeeds(site) },
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
  const { good, bad, explained, hidden } = route
  if (good)
    test(`${key} works, and leads on`, async () => {
      const person = await site.as(route.as)
      const path = await route.path()
      const answer = await person.post(path, await good(person))
      expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringMatching(/^\//)])
    })

  if (bad && explained)
    test(`${key} explains bad input, keeps what was typed and saves nothing`, async () => {
      const person = await site.as(route.as)
      const path = await route.path()
      const before = await stateOf()
      const answer = await person.post(path, bad)
      expect(answer.status).toBe(400)
      expect(answer.text).toContain(explained)
      const kept = answer.page.querySelector('main form')?.innerHTML ?? ''
      for (const typed of Object.values(bad))
        if (typed.length > 8 && typed.length < 200) expect(answer.text + kept).toContain(typed)
      expect(await stateOf()).toEqual(before)
    })

  if (route.isProtected && good)
    test(`${key} is refused to visitors and changes nothing`, async () => {
      const path = await route.path()
      const input = await good(await site.as(route.as))
      const visitor = await site.as('visitor')
      const before = await stateOf()
      expect((await visitor.post(path, input)).status).toBe(401)
      expect(await stateOf()).toEqual(before)
    })

  if (hidden?.path ?? hidden?.fields)
    test(`${key} does not say whether a record exists that one may not know of`, async () => {
      const person = await site.as(route.as)
      const path = hidden?.path ?? (await route.path())
      const fields = hidden?.fields ?? (await good?.(person)) ?? {}
      const answer = await person.post(path, fields)
      expect(answer.status).toBe(404)
      if (route.isProtected) expect((await (await site.as('visitor')).post(path, fields)).status).toBe(401)
    })
}

test('the questions for authenticators are put to whom they concern, and no other', async () => {
  const visitor = await site.as('visitor')
  const ana = await site.as('sample-ana')
  const ask = async (person: typeof ana, path: string, body: unknown = {}) =>
    (await person.send('POST', path, body)).status
  expect(await ask(visitor, '/api/v1/sign-in/challenges')).toBe(200)
  expect(await ask(visitor, '/api/v1/sign-in/challenges', { account: 'sample-ana' })).toBe(400)
  for (const path of ['/api/v1/me/passkey-challenges', '/api/v1/sign-in/confirmation-challenges'])
    expect([path, await ask(visitor, path), await ask(ana, path)]).toEqual([path, 401, 200])
})

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

test('what is made for somebody who is signed in is kept by no cache between', async () => {
  const answer = await (await site.as('staff')).get('/desk')
  expect(answer.headers.get('cache-control')).toBe('private, no-cache')
  expect((await (await site.as('visitor')).get('/about')).headers.get('cache-control')).toBeNull()
})
