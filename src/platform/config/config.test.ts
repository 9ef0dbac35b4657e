import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './index.ts'

test('nothing set is a site on this machine with its own database', () => {
  const config = readConfig({})
  expect(config).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: undefined,
    publicUrl: 'http://localhost:3000',
  })
  expect(config.dataFolder).toBe(resolve('./var'))
})

test('an empty setting counts as not set, as shells write it', () => {
  expect(readConfig({ DATABASE_URL: '', PORT: '' })).toMatchObject({ databaseUrl: undefined, port: 3000 })
})

test('the public address loses its trailing slash', () => {
  expect(readConfig({ PUBLIC_URL: 'https://atlas.example.org/' }).publicUrl).toBe('https://atlas.example.org')
})

test.each([
  ['PORT', '99999'],
  ['PORT', 'eighty'],
  ['DATABASE_URL', 'mysql://somewhere'],
  ['LOG_LEVEL', 'loud'],
  ['SMTP_URL', 'http://mail'],
  ['SMTP_DROPS_REPEATS_BY', 'yes'],
  ['SMTP_DROPS_REPEATS_BY', 'To'],
  ['SMTP_DROPS_REPEATS_BY', 'Message-ID: x'],
  ['SMTP_REMEMBERS_HOURS', '0'],
  ['SMTP_REMEMBERS_HOURS', 'a day'],
  ['TRUST_PROXY', '-1'],
  ['TRUST_PROXY', 'yes'],
  ['PUBLIC_URL', 'not an address'],
  ['PUBLIC_URL', 'https://example.org/atlas'],
])('a wrong %s (%s) is refused by one sentence that names it', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^Settings that cannot be used: ${name}: .+\\.$`))
})

test('a mail server drops repeats only when the settings say by what it knows them', () => {
  expect(readConfig({ SMTP_URL: 'smtp://relay' }).droppedRepeats).toBeUndefined()
  expect(readConfig({ SMTP_DROPS_REPEATS_BY: 'Message-ID', SMTP_REMEMBERS_HOURS: '168' }).droppedRepeats).toEqual({
    ...{ header: 'Message-ID', hours: 168 },
  })
  expect(readConfig({ SMTP_DROPS_REPEATS_BY: 'Resend-Idempotency-Key' }).droppedRepeats?.hours).toBe(24)
  expect(() => readConfig({ SMTP_DROPS_REPEATS_BY: 'yes' })).toThrow('name the header by which the mail server knows')
})

test('a site counts as private only where nothing says that others reach it', () => {
  expect(readConfig({}).isPrivate).toBe(true)
  expect(readConfig({ PUBLIC_URL: 'http://127.0.0.1:3000', HOST: '::1' }).isPrivate).toBe(true)
  for (const said of [
    { NODE_ENV: 'production' },
    { HOST: '0.0.0.0' },
    { PUBLIC_URL: 'https://atlas.example.org' },
    { TRUST_PROXY: '1' },
  ])
    expect([said, readConfig(said).isPrivate]).toEqual([said, false])
})

test('an identity provider is set whole or not at all', () => {
  const whole = { OIDC_ISSUER: 'https://id.example.org', OIDC_CLIENT_ID: 'legation', OIDC_CLIENT_SECRET: 'x' }
  expect(readConfig(whole).identityProvider).toMatchObject({ issuer: 'https://id.example.org', clientId: 'legation' })
  expect(() => readConfig({ ...whole, OIDC_CLIENT_SECRET: '' })).toThrow(/OIDC_CLIENT_SECRET: set all three/)
  expect(readConfig({}).identityProvider).toBeUndefined()
})
