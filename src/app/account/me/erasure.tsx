import { z } from 'zod'
import { download, form, pageOf, routes, type Viewer } from '#kernel/access'
import { type BodyView, listBodies, listBodyIdsOf } from '#kernel/bodies'
import {
  askErasure,
  coolingDays,
  type ErasureView,
  findByReceiptCode,
  findReceipt,
  listOwnErasures,
  listOwnHeld,
  type Receipt,
  scopeOfErasure,
  stopErasure,
  stopOwnErasure,
} from '#kernel/erasures'
import type { Config } from '#platform/config'
import { type Reader, wholeSight } from '#platform/db'
import { type Routes, redirect } from '#platform/http'
import { formatInstant, formatNumber } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Button, RecordEntry, RecordList, TextField } from '#ui'
import { Held } from '../held.tsx'
import { DeedPage, stopForm, typed } from '../parts.tsx'
import { accountOf } from './own.ts'
import { Waiting } from './parts.tsx'

const receiptCode = z.object({ code: z.string().trim().max(64).default('') })

/** Being forgotten, whole or by one body: first what would happen, then a proof of presence, then days in which it can be stopped. */
export const erasurePages = (config: Config): Routes<Viewer> =>
  routes({
    '/me/erasure': form(
      scopeOfErasure,
      async ({ db, viewer, form: { values, problem } }) => {
        accountOf(viewer)
        const mine = await listBodyIdsOf(db, viewer.personId ?? '')
        const bodies = (await listBodies(db)).filter((body) => mine.includes(body.id))
        const body = bodies.find((each) => each.id === typed(values, 'body'))
        const held = await listOwnHeld(db, viewer, body?.id ?? null)
        const open = (await listOwnErasures(db, viewer)).find((each) => each.bodyId === (body?.id ?? null))
        return (
          <DeedPage
            title={body ? `Leave ${body.name}` : 'Erase me'}
            lede={
              body
                ? `Everything that ${body.name} holds about you is erased ${coolingDays} days after you ask. Your own page and what other bodies hold stay.`
                : `Everything this site holds about you is erased ${coolingDays} days after you ask. Every address of yours gets a notice, and you can stop it from each.`
            }
            problem={problem}
          >
            <Scopes bodies={bodies} chosen={body} />
            <Held held={held} />
            {open ? (
              <Waiting erasure={open} />
            ) : (
              <form method="post" action="/me/erasure" class="stack">
                <input type="hidden" name="body" value={body?.id ?? ''} />
                <p class="quiet">
                  Want to keep a copy? <a href="/me/data">Download everything about you</a> first.
                </p>
                <Button type="submit" kind="danger">
                  {body ? `Ask ${body.name} to forget me` : `Erase me in ${coolingDays} days`}
                </Button>
              </form>
            )}
          </DeedPage>
        )
      },
      async ({ db, actor, input, clock }) => {
        const code = await askErasure(db, actor, {
          ...{ bodyId: input.body || null, publicUrl: config.publicUrl, now: clock.now() },
        })
        return <AskedPage code={code} isWhole={input.body === ''} />
      },
    ),

    'POST /me/erasure/stop': form(
      z.object({ id: z.string().max(60) }),
      async () => redirect('/me'),
      async ({ db, actor, input, clock }) => {
        await stopOwnErasure(db, actor, { id: input.id, now: clock.now() })
        return redirect('/me')
      },
    ),

    '/erasure/stop': stopForm({
      title: 'Stop the erasure',
      action: '/erasure/stop',
      lede: 'Nothing is erased then: everything stays as it is.',
      done: 'The erasure was stopped. Everything is as it was.',
      what: 'The code in the notice',
      stop: stopErasure,
    }),

    // No account is left by then: the code that was shown once, and stood in the notice, is the way in.
    '/erasure': pageOf(receiptCode, async ({ db, query, locale }) => {
      if (query.code === '') return <CodePage />
      const { erasure, receipt } = await findProof(db, query.code)
      return (
        <DeedPage title="Your erasure" lede={stateOf(erasure)}>
          {receipt && (
            <>
              <RecordList label="Proof">
                <RecordEntry term="Asked">{formatInstant(locale, receipt.askedAt)}</RecordEntry>
                <RecordEntry term="Carried out">{formatInstant(locale, receipt.doneAt)}</RecordEntry>
                <RecordEntry term="Entries erased or emptied">
                  {formatNumber(
                    locale,
                    Object.values(receipt.rows).reduce((sum, count) => sum + count, 0),
                  )}
                </RecordEntry>
                <RecordEntry
                  term="Entry of the log"
                  note="The log is chained: whoever checks it finds this hash at this number, or finds that it was altered."
                >
                  {`${receipt.entry.stream}, number ${receipt.entry.number}: `}
                  <code class="secret">{receipt.entry.hash}</code>
                </RecordEntry>
              </RecordList>
              <p>
                <a href={`/erasure/receipt.json?code=${query.code}`}>Download the proof</a>. It holds nothing about you.
              </p>
            </>
          )}
        </DeedPage>
      )
    }),

    '/erasure/receipt.json': download(receiptCode, async ({ db, query }) => {
      const { receipt } = await findProof(db, query.code)
      if (!receipt) throw notFound('people.erasure.not-done', 'This erasure is not carried out yet.')
      return Response.json(receipt, {
        headers: {
          'content-disposition': 'attachment; filename="proof-of-erasure.json"',
          'cache-control': 'private, no-store',
        },
      })
    }),
  })

const findProof = (db: Reader, code: string): Promise<{ erasure: ErasureView; receipt: Receipt | undefined }> =>
  db.seeing(wholeSight, async () => {
    const erasure = await findByReceiptCode(db, code)
    if (!erasure) throw notFound('people.erasure.unknown', 'There is no erasure with this code.')
    return { erasure, receipt: await findReceipt(db, erasure.id) }
  })

const stateOf = ({ doneAt, stoppedAt, effectiveAt }: ErasureView): string => {
  if (doneAt) return 'It was carried out. This is the proof; it holds nothing about you.'
  if (stoppedAt) return `It was stopped ${formatInstant('en', stoppedAt)}. Nothing was erased.`
  return `It waits until ${formatInstant('en', effectiveAt)}. Until then the link in the notice stops it.`
}

function Scopes({ bodies, chosen }: { bodies: BodyView[]; chosen: BodyView | undefined }) {
  const scopes = [{ id: '', name: 'Everything' }, ...bodies.map(({ id, name }) => ({ id, name: `Only ${name}` }))]
  return (
    <nav aria-label="How much">
      <ul class="row plain-list eyes">
        {scopes.map(({ id, name }) => (
          <li key={id}>
            <a
              href={id ? `/me/erasure?body=${id}` : '/me/erasure'}
              aria-current={id === (chosen?.id ?? '') ? 'page' : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function CodePage() {
  return (
    <DeedPage title="Your erasure" lede="How far it is, and afterwards the proof that it was done.">
      <form method="get" action="/erasure" class="stack">
        <TextField name="code" label="Code of your receipt" autoComplete="off" />
        <Button type="submit">Show it</Button>
      </form>
    </DeedPage>
  )
}

function AskedPage({ code, isWhole }: { code: string; isWhole: boolean }) {
  return (
    <DeedPage
      title={isWhole ? 'You will be erased' : 'One body will forget you'}
      lede={`In ${coolingDays} days. Every address of yours has a notice now, by which it can be stopped; so can you, on your page.`}
    >
      <RecordList label="Receipt">
        <RecordEntry
          term="Code of your receipt"
          note="Shown once, and in the notice. Later nobody, not even we, can tell which erasure was yours."
        >
          <code class="secret">{code}</code>
        </RecordEntry>
      </RecordList>
      <p>
        <a href={`/erasure?code=${code}`}>How far it is, and afterwards the proof</a> · <a href="/me">Your page</a>
      </p>
    </DeedPage>
  )
}
