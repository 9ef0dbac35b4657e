import { expect, test } from 'vitest'
import { asOwner, useSite } from '#test/site'
import { findCrossingKeys } from './boundaries/foreign-keys.ts'

const site = useSite()

test('tables point only at the kernel and at modules theirs may use', async () => {
  expect(await site.services.database.read(findCrossingKeys)).toEqual([])
})

test('a kernel table that points at a module is found', async () => {
  await asOwner(
    site.services.database,
    'alter table claims.statements add constraint planted foreign key (batch_id) references atlas.batches (id)',
  )
  expect(await site.services.database.read(findCrossingKeys)).toEqual(['planted: claims points at atlas'])
})
