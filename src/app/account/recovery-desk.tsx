import type { VNode } from 'preact'
import { z } from 'zod'
import { allow, form, listAccounts, mayDo, page, routes, type Viewer } from '#kernel/access'
import {
  approvalsNeeded,
  beginForSomebody,
  delayHours,
  getRecovery,
  isVouched,
  listRecoveries,
  newRecovery,
  type RecoveryView,
  sponsorsNeeded,
  stopAsStaff,
  vouchAsStaff,
} from '#kernel/recoveries'
import type { Config } from '#platform/config'
import { Page, type Routes, redirect } from '#platform/http'
import { formatInstant, plural } from '#platform/i18n'
import { Button, DataTable, LinkButton, Notice, PageHeader, RecordEntry, RecordList, SelectField, TextArea } from '#ui'
import { DeedPage, typed } from './parts.tsx'

/** Recoveries as staff see them: those in progress, vouching for one, and beginning one for somebody with nothing left to show. */
export const recoveryDeskPages = (config: Config): Routes<Viewer> =>
  routes({
    '/desk/recoveries': page(async ({ db, viewer, locale }) => {
      allow(viewer, 'access.recovery.vouch')
      const rows = await listRecoveries(db)
      return (
        <Page title="Recoveries" robots="noindex">
          <div class="wrap">
            <PageHeader
              title="Recoveries"
              lede="People who lost their passkeys. Vouch only for somebody you have spoken with."
              actions={
                mayDo(viewer, 'access.recovery.begin') ? (
                  <LinkButton href="/desk/recoveries/new">Begin one for somebody</LinkButton>
                ) : undefined
              }
            />
            <DataTable
              caption="Recoveries in progress"
              isCaptionHidden
              columns={[
                {
                  key: 'name',
                  label: 'Who',
                  cell: (row: RecoveryView) =>
                    row.accountId === viewer.accountId ? (
                      row.name
                    ) : (
                      <a href={`/desk/recoveries/${row.id}`}>{row.name}</a>
                    ),
                },
                { key: 'begun', label: 'Begun by', cell: saysBegun },
                { key: 'asked', label: 'Asked', cell: (row: RecoveryView) => formatInstant(locale, row.askedAt) },
                {
                  key: 'from',
                  label: 'Takes effect',
                  cell: (row: RecoveryView) => formatInstant(locale, row.effectiveAt),
                },
                { key: 'vouched', label: 'Vouched for by', cell: saysVouched },
              ]}
              rows={rows}
              keyOf={(row) => row.id}
              whenEmpty="Nobody is recovering an account."
            />
          </div>
        </Page>
      )
    }),

    '/desk/recoveries/new': form(
      newRecovery,
      async ({ db, viewer, form: { values, problem } }) => {
        allow(viewer, 'access.recovery.begin')
        const accounts = (await listAccounts(db)).filter((account) => account.id !== viewer.accountId)
        return (
          <DeedPage
            title="Begin a recovery for somebody"
            lede={`For somebody with neither mail nor passkey. Every channel of theirs is told and can stop it; ${approvalsNeeded} others of staff approve, each tells them one half of the code; and it takes ${delayHours} hours.`}
            problem={problem}
          >
            <form method="post" class="stack">
              <SelectField
                name="accountId"
                label="Whose account"
                value={typed(values, 'accountId')}
                error={problem?.fields.accountId}
                placeholder="Choose one"
                options={accounts.map((account) => ({ value: account.id, label: account.name }))}
              />
              <TextArea
                name="reason"
                label="Why"
                value={typed(values, 'reason')}
                error={problem?.fields.reason}
                rows={3}
                hint="What became of their passkeys and of their mail."
              />
              <TextArea
                name="established"
                label="How you made sure who it is"
                value={typed(values, 'established')}
                error={problem?.fields.established}
                rows={3}
                hint="In person, with which document, or by a voice that you have known for years. No numbers of documents."
              />
              <Button type="submit">Begin, and tell them on every channel</Button>
            </form>
          </DeedPage>
        )
      },
      async ({ db, actor, input, clock }) => {
        const id = await beginForSomebody(db, actor, { ...input, publicUrl: config.publicUrl, now: clock.now() })
        return redirect(`/desk/recoveries/${id}`)
      },
    ),

    // Before the pages of single recoveries: `stopping` is nobody's id.
    'POST /desk/recoveries/stopping': form(
      z.object({ id: z.string().max(60) }),
      async () => redirect('/desk/recoveries'),
      async ({ db, actor, input, clock }) => {
        await stopAsStaff(db, actor, { id: input.id, now: clock.now() })
        return redirect('/desk/recoveries')
      },
    ),

    '/desk/recoveries/:id': form(
      z.object({}),
      async ({ db, viewer, params, form: { problem } }) => {
        const recovery = await getRecovery(db, viewer, params.id ?? '')
        return (
          <DeedPage title={`Recovery of ${recovery.name}`} problem={problem}>
            <Told recovery={recovery} />
            <Vouching recovery={recovery} viewer={viewer} />
            <form method="post" action="/desk/recoveries/stopping">
              <input type="hidden" name="id" value={recovery.id} />
              <Button type="submit" kind="danger">
                Something is wrong: stop it
              </Button>
            </form>
          </DeedPage>
        )
      },
      async ({ db, actor, params, clock }) => {
        const recovery = await getRecovery(db, actor, params.id ?? '')
        const { half } = await vouchAsStaff(db, actor, { id: recovery.id, now: clock.now() })
        return half === undefined ? redirect('/desk/recoveries') : <HalfPage recovery={recovery} half={half} />
      },
    ),
  })

const saysBegun = ({ begunBy, begunByName }: RecoveryView): string =>
  begunBy === null ? 'themselves, by mail' : (begunByName ?? 'staff')

function saysVouched(row: RecoveryView): string {
  if (row.begunBy !== null) return `${row.staff.length} of ${approvalsNeeded} of staff`
  if (row.staff.length > 0) return 'staff'
  return isVouched(row)
    ? plural('en', row.sponsors, 'sponsor', 'sponsors')
    : `${row.sponsors} of ${sponsorsNeeded} sponsors`
}

function Told({ recovery }: { recovery: RecoveryView }) {
  const unread = 'Written for those who know the person. Ask the body that began it.'
  return (
    <RecordList label="The recovery">
      <RecordEntry term="Begun by">{saysBegun(recovery)}</RecordEntry>
      <RecordEntry term="Asked">{formatInstant('en', recovery.askedAt)}</RecordEntry>
      <RecordEntry term="Takes effect">{formatInstant('en', recovery.effectiveAt)}</RecordEntry>
      <RecordEntry
        term="Vouched for by"
        note={recovery.staff.map((each) => each.name ?? 'Staff you do not know').join(', ') || undefined}
      >
        {saysVouched(recovery)}
      </RecordEntry>
      {recovery.begunBy !== null && <RecordEntry term="Why">{recovery.reason ?? unread}</RecordEntry>}
      {recovery.begunBy !== null && (
        <RecordEntry term="How they made sure">{recovery.established ?? unread}</RecordEntry>
      )}
    </RecordList>
  )
}

function Vouching({ recovery, viewer }: { recovery: RecoveryView; viewer: Viewer }) {
  const { begunBy, staff } = recovery
  if (staff.some((each) => each.accountId === viewer.accountId)) return <p>You have vouched for it.</p>
  if (begunBy === viewer.accountId) return <p>You began it. Two others of staff approve it, each on this page.</p>
  if (isVouched(recovery)) return <p>Enough have vouched for it.</p>
  return (
    <form method="post" action={`/desk/recoveries/${recovery.id}`} class="stack">
      {begunBy !== null && (
        <p>
          Speak with the person yourself first, by voice or in person. Then you are shown one half of their code, once,
          to tell them.
        </p>
      )}
      <Button type="submit">
        {begunBy === null ? 'I have spoken with them: vouch' : 'I have spoken with them: approve'}
      </Button>
    </form>
  )
}

function HalfPage({ recovery, half }: { recovery: RecoveryView; half: string }): VNode {
  return (
    <DeedPage title="One half of the code" lede={`Shown only now. Tell it to ${recovery.name}, and to nobody else.`}>
      <RecordList label="The code">
        <RecordEntry
          term="Half of the code"
          note="By voice or on paper. With the other half, which somebody else of staff tells them, they finish it themselves."
        >
          <code class="secret">{half}</code>
        </RecordEntry>
        <RecordEntry term="Not before">{formatInstant('en', recovery.effectiveAt)}</RecordEntry>
      </RecordList>
      <Notice kind="warning" title="If it is lost, the recovery has to be begun again">
        <p>
          They finish at <a href="/sign-in/recovery/finish">Get back in</a>, on the device on which they add a new
          passkey.
        </p>
      </Notice>
      <p>
        <a href="/desk/recoveries">Back to the recoveries</a>
      </p>
    </DeedPage>
  )
}
