import { z } from 'zod'
import { allow, form, routes, type Viewer } from '#kernel/access'
import { type CardField, cardFieldNames, sensitiveOf } from '#kernel/contacts'
import {
  comparePair,
  countOpenPairs,
  findDuplicates,
  findNextPair,
  judgement,
  judgePair,
  listMerges,
  listOpenPairs,
  mergePair,
  undoMerge,
} from '#kernel/merges'
import { recordLook } from '#kernel/profiles'
import { keepingAddress } from '#kernel/views'
import type { Reader } from '#platform/db'
import { Page, type Routes, redirect } from '#platform/http'
import { formatInstant, formatNumber, plural } from '#platform/i18n'
import { Button, DataTable, LinkButton, Notice, PageHeader, SectionHeading } from '#ui'
import { PairPage } from './pair-page.tsx'
import { BodyField, bodiesFor } from './parts.tsx'

const shown = 100
const desk = '/desk/people/duplicates'

/** Records that may be one person: judged in pairs, merged, and taken apart again. */
export const duplicatePages: Routes<Viewer> = routes({
  [desk]: form(
    z.object({ bodyId: z.string().min(1, 'Choose the body').max(60) }),
    async ({ db, viewer, form: { problem } }) => {
      allow(viewer, 'people.duplicate.judge')
      const [pairs, total] = [await listOpenPairs(db, viewer, { limit: shown }), await countOpenPairs(db, viewer)]
      const bodies = await bodiesFor(db, viewer, 'people.duplicate.judge')
      const [first] = pairs
      return (
        <Page title="Duplicates" robots="noindex">
          <div class="wrap page-reading deed">
            <PageHeader
              title="Duplicates"
              lede={
                total === 0
                  ? 'No pair waits for a judgement.'
                  : `${plural('en', total, 'pair', 'pairs')} of records may be one person each. What you decide is remembered.`
              }
              actions={
                <>
                  {first && <LinkButton href={`${desk}/${first.id}`}>Judge them one by one</LinkButton>}
                  <a href={keepingAddress('duplicates', '')}>Keep this view</a>
                </>
              }
            />
            {problem && <Notice kind="danger" title={problem.message} isLive />}
            <DataTable
              caption={
                pairs.length < total
                  ? `The ${formatNumber('en', pairs.length)} likeliest pairs`
                  : 'Pairs, the likeliest first'
              }
              columns={[
                {
                  key: 'pair',
                  label: 'Records',
                  cell: (pair) => <a href={`${desk}/${pair.id}`}>{`${pair.oneName} and ${pair.otherName}`}</a>,
                },
                { key: 'body', label: 'Body', cell: (pair) => pair.bodyName },
                { key: 'bits', label: 'Evidence in bits', isNumber: true, cell: (pair) => pair.bits.toFixed(1) },
                { key: 'state', label: 'State', cell: (pair) => (pair.verdict === 'later' ? 'Put off' : 'Open') },
              ]}
              rows={pairs}
              keyOf={(pair) => pair.id}
              whenEmpty="Nothing waits here."
            />
            {bodies.length > 0 && (
              <form method="post" class="stack">
                <SectionHeading title="Look again" note="Compares everybody whom the body knows with everybody else." />
                <BodyField bodies={bodies} error={problem?.fields.bodyId} />
                <Button type="submit" kind="secondary">
                  Look for duplicates
                </Button>
              </form>
            )}
            <Merges merges={await listMerges(db, { limit: 50 })} />
          </div>
        </Page>
      )
    },
    async ({ db, actor, input, clock }) => {
      await findDuplicates(db, actor, { bodyId: input.bodyId, at: clock.now() })
      return redirect(desk)
    },
  ),

  [`${desk}/:id`]: form(
    judgement,
    async ({ db, viewer, params, form: { values, problem } }) => {
      const comparison = await comparePair(db, viewer, params.id ?? '')
      return <PairPage comparison={comparison} isOpen={false} values={values} problem={problem} />
    },
    async ({ db, actor, params, input, clock }) => {
      const pairId = params.id ?? ''
      const at = clock.now()
      switch (input.verdict) {
        case 'look': {
          const comparison = await comparePair(db, actor, pairId)
          allow(actor, 'people.field.look')
          for (const person of [comparison.one, comparison.other])
            await recordLook(db, actor, {
              personId: person.personId,
              bodyId: comparison.pair.bodyId,
              fields: sensitiveOf(person),
              at,
            })
          return <PairPage comparison={comparison} isOpen values={{}} problem={undefined} />
        }
        case 'same': {
          await mergePair(db, actor, { pairId, keep: input.keep, chosen: chosenIn(input), at })
          return redirect(await nextOf(db, pairId))
        }
        default:
          await judgePair(db, actor, { pairId, verdict: input.verdict, at })
          return redirect(await nextOf(db, pairId))
      }
    },
  ),

  'POST /desk/people/merges/undoing': form(
    z.object({ id: z.string().max(60) }),
    async () => redirect(desk),
    async ({ db, actor, input, clock }) => {
      allow(actor, 'people.person.merge')
      await undoMerge(db, actor, { mergeId: input.id, at: clock.now() })
      return redirect(desk)
    },
  ),
})

async function nextOf(db: Reader, pairId: string): Promise<string> {
  const next = await findNextPair(db, pairId)
  return next ? `${desk}/${next.id}` : desk
}

function chosenIn(sent: Record<string, unknown>): Partial<Record<CardField, 'one' | 'other'>> {
  const chosen: Partial<Record<CardField, 'one' | 'other'>> = {}
  for (const field of cardFieldNames) {
    const side = sent[`value-${field}`]
    if (side === 'one' || side === 'other') chosen[field] = side
  }
  return chosen
}

/** Merges that stand, each with the way back. */
export function Merges({ merges }: { merges: Awaited<ReturnType<typeof listMerges>> }) {
  if (merges.length === 0) return null
  return (
    <>
      <SectionHeading title="Merged" note="Taking one apart brings both records back; what was changed since stays." />
      <DataTable
        caption="Merges, newest first"
        isCaptionHidden
        columns={[
          {
            key: 'name',
            label: 'Person',
            cell: (merge) => <a href={`/desk/people/${merge.keptId}`}>{merge.keptName}</a>,
          },
          { key: 'when', label: 'When', cell: (merge) => formatInstant('en', merge.mergedAt) },
          {
            key: 'undo',
            label: 'Way back',
            cell: (merge) => (
              <form method="post" action="/desk/people/merges/undoing">
                <input type="hidden" name="id" value={merge.id} />
                <Button type="submit" kind="quiet" isSmall>
                  Take apart
                </Button>
              </form>
            ),
          },
        ]}
        rows={merges}
        keyOf={(merge) => merge.id}
      />
    </>
  )
}
