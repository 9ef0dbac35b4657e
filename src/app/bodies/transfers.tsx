import { allow, form, mayDo, page, requireStepUp, routes, type Viewer } from '#kernel/access'
import { listBodies, listTransfers, newTransfer, recordTransfer, type TransferView } from '#kernel/bodies'
import { listPeople } from '#kernel/profiles'
import { Page, type Routes, redirect } from '#platform/http'
import { formatInstant, plural } from '#platform/i18n'
import { Button, CheckboxGroup, DataTable, LinkButton, PageHeader, SelectField, TextArea } from '#ui'
import { DeedPage, typed } from '../account/parts.tsx'

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
    newTransfer,
    async ({ db, viewer, form: { values, problem } }) => {
      allow(viewer, 'bodies.transfer.record')
      const bodies = await listBodies(db)
      const own = bodies.filter((body) => mayDo(viewer, 'bodies.transfer.record', { bodyId: body.id }))
      const people = await listPeople(db, { limit: 200 })
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
            <TextArea
              name="purpose"
              label="What for"
              value={typed(values, 'purpose')}
              error={error('purpose')}
              rows={2}
            />
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
            <CheckboxGroup
              name="personIds"
              label={`People who cross (${plural('en', people.length, 'person', 'people')} known to you)`}
              values={[values.personIds ?? []].flat()}
              options={people.map((person) => ({
                value: person.personId,
                label: person.name,
                hint: person.bodyNames.join(', '),
              }))}
            />
            <Button type="submit">Record this transfer</Button>
          </form>
        </DeedPage>
      )
    },
    async ({ db, actor, input, clock }) => {
      allow(actor, 'bodies.transfer.record', { bodyId: input.fromBodyId })
      requireStepUp(actor, clock.now())
      await recordTransfer(db, actor, { ...input, at: clock.now() })
      return redirect('/desk/transfers')
    },
  ),
})
