import { z } from 'zod'
import { form, routes, type Viewer } from '#kernel/access'
import { type Routes, redirect } from '#platform/http'
import { Button, DataTable, SelectField, TextField } from '#ui'
import { getDeskListOf } from '../newsletters/read.ts'
import { newsletterDeskPath } from '../newsletters/schema.ts'
import { listReaders } from '../subscriptions/read.ts'
import { type SubscriberView, states, subscriberStates } from '../subscriptions/schema.ts'
import { FormPage } from '../works/pages/draft.tsx'
import { newContact } from './schema.ts'
import { addContact, removeContact } from './write.ts'

/** Whom a body writes to at newspapers, stations and agencies. */
export const contactPages: Routes<Viewer> = routes({
  '/desk/newsletters/:id/contacts': form(
    newContact,
    async ({ db, viewer, params, form: { values, problem } }) => {
      const list = await getDeskListOf(db, viewer, { id: params.id ?? '', kind: 'press' })
      const contacts = (await listReaders(db, viewer, { list, q: '', most: 5000 })).filter(({ address }) => address)
      const field = (name: string) => ({
        name,
        value: String(values[name] ?? ''),
        error: problem?.fields[name],
      })
      return (
        <FormPage title={`Contacts of ${list.name}`} problem={problem}>
          <p>
            <a href={newsletterDeskPath(list.id)}>{list.name}</a>
          </p>
          <Contacts contacts={contacts} />
          <h2>Add somebody</h2>
          <form method="post" class="stack">
            <TextField {...field('name')} label="Name" />
            <TextField {...field('address')} type="email" label="E-mail address" />
            <TextField {...field('outlet')} label="Outlet" />
            <TextField {...field('beat')} label="Beat" isRequired={false} hint="Such as trade, or city hall" />
            <SelectField
              {...field('region')}
              label="State"
              isRequired={false}
              placeholder="Everywhere"
              options={Object.entries(states).map(([value, label]) => ({ value, label }))}
            />
            <TextField
              {...field('basis')}
              label="Where the address is from"
              hint="They read it in each letter, such as: the masthead of your paper"
            />
            <Button type="submit">Add</Button>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const list = await getDeskListOf(db, actor, { id: params.id ?? '', kind: 'press' })
      await addContact(db, actor, { ...input, list, now: clock.now() })
      return redirect(`${newsletterDeskPath(list.id)}/contacts`)
    },
  ),

  '/desk/newsletters/:id/contacts/:contact': form(
    z.object({}),
    async ({ db, viewer, params }) =>
      redirect(
        `${newsletterDeskPath((await getDeskListOf(db, viewer, { id: params.id ?? '', kind: 'press' })).id)}/contacts`,
      ),
    async ({ db, actor, params, clock }) => {
      const list = await getDeskListOf(db, actor, { id: params.id ?? '', kind: 'press' })
      await removeContact(db, actor, { list, id: params.contact ?? '', now: clock.now() })
      return redirect(`${newsletterDeskPath(list.id)}/contacts`)
    },
  ),
})

function Contacts({ contacts }: { contacts: SubscriberView[] }) {
  return (
    <DataTable
      caption="Contacts"
      columns={[
        { key: 'name', label: 'Name', cell: ({ name, address }) => `${name} (${address})` },
        { key: 'outlet', label: 'Outlet', cell: ({ outlet }) => outlet },
        { key: 'beat', label: 'Beat', cell: ({ beat }) => beat },
        { key: 'region', label: 'State', cell: ({ region }) => states[region] ?? '' },
        { key: 'basis', label: 'Where from', cell: ({ basis }) => basis },
        {
          key: 'remove',
          label: 'Remove',
          cell: ({ id, name, newsletterId, state }) =>
            state === 'confirmed' ? (
              <form method="post" action={`${newsletterDeskPath(newsletterId)}/contacts/${id}`}>
                <Button type="submit" kind="secondary" isSmall>
                  Remove <span class="visually-hidden">{name}</span>
                </Button>
              </form>
            ) : (
              subscriberStates[state]
            ),
        },
      ]}
      rows={contacts}
      keyOf={({ id }) => id}
      whenEmpty="Nobody yet."
    />
  )
}
