import { z } from 'zod'
import { allow, download, form, requireStepUp, routes, type Viewer } from '#kernel/access'
import {
  allowFor,
  cardFieldNames,
  cardFields,
  exportMinutes,
  exportPeople,
  findExport,
  listKnown,
} from '#kernel/contacts'
import { type Field, fieldNames, fields } from '#kernel/profiles'
import { dayOf } from '#platform/clock'
import { toCsv } from '#platform/csv'
import { type Routes, redirect } from '#platform/http'
import { notFound } from '#platform/problem'
import { Button, Notice, TextField } from '#ui'
import { DeedPage } from '../account/parts.tsx'
import { BodyField, bodiesFor } from './parts.tsx'

/** Fields of the person's own that a card does not already have. */
const ownFields = fieldNames.filter((field) => field !== 'name')

/** People as a file. Letting them out is a deed of its own: asked for with a fresh proof, logged, and shown to each of them. */
export const exportPages: Routes<Viewer> = routes({
  '/desk/people/export': form(
    z.object({ bodyId: z.string().min(1, 'Choose the body').max(60), q: z.string().trim().max(120).default('') }),
    async ({ db, viewer, query, form: { values, problem } }) => {
      allow(viewer, 'people.person.export')
      const bodies = await bodiesFor(db, viewer, 'people.person.export')
      return (
        <DeedPage
          title="Export people"
          lede="A CSV file of the people your body knows, with what they let its staff see. It is written in the log, and each person whose address or phone leaves sees it."
          problem={problem}
        >
          {bodies.length === 0 ? (
            <Notice kind="info" title="You work for no body" />
          ) : (
            <form method="post" class="stack">
              <BodyField bodies={bodies} value={String(values.bodyId ?? '')} error={problem?.fields.bodyId} />
              <TextField
                name="q"
                label="Only names with"
                value={String(values.q ?? query.q ?? '')}
                isRequired={false}
                error={problem?.fields.q}
              />
              <Button type="submit">Export these people</Button>
            </form>
          )}
        </DeedPage>
      )
    },
    async ({ db, actor, input, clock }) => {
      const id = await exportPeople(db, actor, { bodyId: input.bodyId, search: input.q, at: clock.now() })
      return redirect(`/desk/people/export/${id}`)
    },
  ),

  '/desk/people/export/:id': download(z.object({}), async ({ db, viewer, params, clock }) => {
    allow(viewer, 'people.person.export')
    const made = await findExport(db, params.id ?? '')
    const age = made && clock.now().getTime() - made.madeAt.getTime()
    if (!made || made.accountId !== viewer.accountId || (age ?? 0) > exportMinutes * 60_000)
      throw notFound('people.export.unknown', 'There is no such export, or its ten minutes are over.')
    allowFor(viewer, 'people.person.export', made.bodyId)
    requireStepUp(viewer, clock.now())
    const people = await listKnown(db, { bodyId: made.bodyId, ids: made.personIds })
    const columns = [
      'Id',
      'Name',
      ...cardFieldNames.slice(1).map((field) => cardFields[field].label),
      ...ownFields.map(ownLabel),
    ]
    const text = toCsv(
      columns,
      people.map(({ personId, name, card, own }) => [
        personId,
        name,
        ...cardFieldNames.slice(1).map((field) => card[field] ?? ''),
        ...ownFields.map((field) => own[field] ?? ''),
      ]),
      { forSpreadsheets: true },
    )
    return new Response(text, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="people-${made.bodyId}-${dayOf(made.madeAt)}.csv"`,
        'cache-control': 'private, no-store',
      },
    })
  }),
})

const ownLabel = (field: Field): string => `${fields[field].label} (their own words)`
