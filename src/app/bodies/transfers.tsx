import { z } from 'zod'
import { allow, form, mayDo, page, requireStepUp, routes, type Viewer } from '#kernel/access'
import {
  type BodyView,
  listBodies,
  listTransfers,
  newTransfer,
  recordTransfer,
  type TransferView,
} from '#kernel/bodies'
import { countPeople, listPeople, type PersonRow } from '#kernel/profiles'
import type { Reader } from '#platform/db'
import { type FormState, Page, type Routes, redirect } from '#platform/http'
import { formatInstant, plural } from '#platform/i18n'
import { Button, CheckboxGroup, DataTable, LinkButton, PageHeader, SelectField, TextArea, TextField } from '#ui'
import { DeedPage, typed } from '../account/parts.tsx'

const found = 50
const transferDeed = z.discriminatedUnion('deed', [
  z.looseObject({ deed: z.literal('find') }),
  newTransfer.extend({ deed: z.literal('record') }),
])

/** Nothing crosses from one body to the other but by what is recorded here. */
export const transferPages: Routes<Viewer> = routes({
  '/desk/transfers': page(async ({ db, viewer, locale }) => {
    allow(viewer, 'bodies.transfer.read')
    return (
      <Page title="Transfers" robots="noindex">
        <div class="wrap">
          <PageHeader
            title="Transfers between bodies"
            lede="People, lists and money cross the wall only by what stands here: for what purpose, what exactly, and what it is worth."
            actions={
              mayDo(viewer, 'bodies.transfer.record') ? (
                <LinkButton href="/desk/transfers/new">Record a transfer</LinkButton>
              ) : undefined
            }
          />
          <DataTable
            caption="Transfers"
            isCaptionHidden
            columns={[
              { key: 'at', label: 'When', cell: (row: TransferView) => formatInstant(locale, row.recordedAt) },
              { key: 'from', label: 'From', cell: (row: TransferView) => row.fromName },
              { key: 'to', label: 'To', cell: (row: TransferView) => row.toName },
              { key: 'purpose', label: 'Purpose', cell: (row: TransferView) => row.purpose },
              { key: 'scope', label: 'What crossed', cell: (row: TransferView) => row.scope },
              { key: 'people', label: 'People', isNumber: true, cell: (row: TransferView) => String(row.people) },
              { key: 'worth', label: 'Valuation', cell: (row: TransferView) => row.valuation },
            ]}
            rows={await listTransfers(db)}
            keyOf={(row) => row.id}
            whenEmpty="Nothing has crossed."
          />
        </div>
      </Page>
    )
  }),

  '/desk/transfers/new': form(
    transferDeed,
    async ({ db, viewer, form: { values, problem } }) => (
      <NewTransferPage {...(await choicesOf(db, viewer, values))} {...{ values, problem }} />
    ),
    async ({ db, actor, input, clock }) => {
      allow(actor, 'bodies.transfer.record')
      if (input.deed === 'find') {
        db.unaudited('looking for people changes nothing')
        const values = input as FormState['values'] // as the form sent it
        return <NewTransferPage {...(await choicesOf(db, actor, values))} values={values} problem={undefined} />
      }
      allow(actor, 'bodies.transfer.record', { bodyId: input.fromBodyId })
      requireStepUp(actor, clock.now())
      await recordTransfer(db, actor, { ...input, at: clock.now() })
      return redirect('/desk/transfers')
    },
  ),
})

interface Choices {
  bodies: BodyView[]
  own: BodyView[]
  /** Those chosen already, and those found by the name looked for. */
  people: PersonRow[]
  chosen: string[]
  /** How many the name would find, shown or not. */
  total: number
}

async function choicesOf(db: Reader, viewer: Viewer, values: FormState['values']): Promise<Choices> {
  allow(viewer, 'bodies.transfer.record')
  const bodies = await listBodies(db)
  const chosen = [values.personIds ?? []].flat()
  const text = typed(values, 'q').trim() || undefined
  const kept = chosen.length > 0 ? await listPeople(db, { ids: chosen, limit: chosen.length }) : []
  const matching = await listPeople(db, { text, limit: found })
  return {
    bodies,
    own: bodies.filter((body) => mayDo(viewer, 'bodies.transfer.record', { bodyId: body.id })),
    people: [...kept, ...matching.filter(({ personId }) => !chosen.includes(personId))],
    chosen,
    total: await countPeople(db, { text }),
  }
}

function NewTransferPage({ bodies, own, people, chosen, total, values, problem }: Choices & FormState) {
  const error = (name: string) => problem?.fields[name]
  return (
    <DeedPage
      title="Record a transfer"
      lede="The people you name become known to the other body as contacts. Both bodies see this record; it is never changed."
      problem={problem}
    >
      <form method="post" class="stack">
        <SelectField
          name="fromBodyId"
          label="From"
          value={typed(values, 'fromBodyId', own.length === 1 ? own[0]?.id : '')}
          error={error('fromBodyId')}
          placeholder="Choose one"
          options={own.map((body) => ({ value: body.id, label: body.name }))}
        />
        <SelectField
          name="toBodyId"
          label="To"
          value={typed(values, 'toBodyId')}
          error={error('toBodyId')}
          placeholder="Choose one"
          options={bodies.map((body) => ({ value: body.id, label: body.name }))}
        />
        <TextArea name="purpose" label="What for" value={typed(values, 'purpose')} error={error('purpose')} rows={2} />
        <TextArea
          name="scope"
          label="What exactly crosses"
          hint="For example: names and e-mail addresses of the people below, for one invitation."
          value={typed(values, 'scope')}
          error={error('scope')}
          rows={2}
        />
        <TextArea
          name="valuation"
          label="What it is worth, and how that was found"
          hint="For example: $0, the people agreed by themselves; or $180, market rent of the list."
          value={typed(values, 'valuation')}
          error={error('valuation')}
          rows={2}
        />
        <div class="row">
          <TextField
            name="q"
            label="Look for people by name"
            value={typed(values, 'q')}
            size="medium"
            isRequired={false}
          />
          <Button type="submit" name="deed" value="find" kind="secondary">
            Find
          </Button>
        </div>
        <CheckboxGroup
          name="personIds"
          label="People who cross"
          hint={
            total > found
              ? `The first ${found} of ${plural('en', total, 'person', 'people')} are shown. Look for a name to see others; whoever is ticked stays.`
              : `${plural('en', total, 'person', 'people')} found. Whoever is ticked stays when you look for another name.`
          }
          values={chosen}
          options={people.map((person) => ({
            value: person.personId,
            label: person.name,
            hint: person.bodyNames.join(', '),
          }))}
        />
        <Button type="submit" name="deed" value="record">
          Record this transfer
        </Button>
      </form>
    </DeedPage>
  )
}
