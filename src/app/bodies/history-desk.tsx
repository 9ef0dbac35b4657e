import { z } from 'zod'
import { allow, form, routes, type Viewer } from '#kernel/access'
import { type BodyView, getBody } from '#kernel/bodies'
import {
  type HappeningView,
  listHappenings,
  listTerms,
  newHappening,
  newTerm,
  organs,
  recordHappening,
  recordTerm,
  type TermView,
  takeOut,
} from '#kernel/histories'
import type { Reader } from '#platform/db'
import { type FormState, type Routes, redirect } from '#platform/http'
import { formatPartialDate } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Button, RadioGroup, SectionHeading, StatusChip, TextArea, TextField } from '#ui'
import { DeedPage, typed } from '../account/parts.tsx'

const deed = z.object({ deed: z.enum(['save', 'remove', 'restore']) })
type Typed = Record<string, string | string[]>

/** Where a body writes who led it and what happened to it. */
export const historyDeskPages: Routes<Viewer> = routes({
  '/desk/setup/:id/leadership/:entry': form(
    newTerm.partial().extend(deed.shape),
    async ({ db, viewer, params, form: state }) => {
      const body = await bodyFor(db, viewer, params.id)
      const known = knownOf(await listTerms(db, body.id), params.entry)
      return <TermPage body={body} known={known} state={state} />
    },
    async ({ db, actor, params, input, clock }) => {
      const { id: bodyId } = await bodyFor(db, actor, params.id)
      const { id } = knownOf(await listTerms(db, bodyId), params.entry) ?? {}
      const at = clock.now()
      if (input.deed === 'save') await recordTerm(db, actor, { bodyId, id, term: newTerm.parse(input), at })
      else await takeOut(db, actor, { bodyId, kind: 'term', id: id ?? '', isOut: input.deed === 'remove', at })
      return redirect(`/desk/setup/${bodyId}#history`)
    },
  ),

  '/desk/setup/:id/history/:entry': form(
    newHappening.partial().extend(deed.shape),
    async ({ db, viewer, params, form: state }) => {
      const body = await bodyFor(db, viewer, params.id)
      const known = knownOf(await listHappenings(db, body.id), params.entry)
      return <HappeningPage body={body} known={known} state={state} />
    },
    async ({ db, actor, params, input, clock }) => {
      const { id: bodyId } = await bodyFor(db, actor, params.id)
      const { id } = knownOf(await listHappenings(db, bodyId), params.entry) ?? {}
      const at = clock.now()
      if (input.deed === 'save')
        await recordHappening(db, actor, { bodyId, id, happening: newHappening.parse(input), at })
      else await takeOut(db, actor, { bodyId, kind: 'happening', id: id ?? '', isOut: input.deed === 'remove', at })
      return redirect(`/desk/setup/${bodyId}#history`)
    },
  ),
})

async function bodyFor(db: Reader, viewer: Viewer, id = ''): Promise<BodyView> {
  allow(viewer, 'bodies.body.configure')
  const body = await getBody(db, id)
  allow(viewer, 'bodies.body.configure', { bodyId: body.id })
  return body
}

/** The entry of an address; undefined for `new`. */
function knownOf<Entry extends { id: string }>(entries: Entry[], id: string | undefined): Entry | undefined {
  if (id === 'new') return undefined
  const found = entries.find((each) => each.id === id)
  if (!found) throw notFound('histories.entry.unknown', 'There is no such entry.')
  return found
}

/** Both lists, on the page where a body is set up. */
export function HistoryOnDesk(props: { bodyId: string; terms: TermView[]; happenings: HappeningView[] }) {
  const at = `/desk/setup/${props.bodyId}`
  return (
    <section aria-labelledby="history">
      <SectionHeading title="Leadership and history" id="history" />
      <h3>Who led it</h3>
      {props.terms.length === 0 && <p class="quiet">Nobody yet.</p>}
      <ul class="plain-list">
        {props.terms.map((each) => (
          <li key={each.id}>
            <a href={`${at}/leadership/${each.id}`}>
              {each.name}, {each.office}
            </a>
            , {formatPartialDate('en', each.began)}{' '}
            {each.ended ? `to ${formatPartialDate('en', each.ended)}` : 'to today'}{' '}
            {each.isTakenOut && <StatusChip tone="ended">Taken out</StatusChip>}
          </li>
        ))}
      </ul>
      <p>
        <a href={`${at}/leadership/new`}>Add somebody</a>
      </p>
      <h3>What happened</h3>
      {props.happenings.length === 0 && <p class="quiet">Nothing yet.</p>}
      <ul class="plain-list">
        {props.happenings.map((each) => (
          <li key={each.id}>
            <a href={`${at}/history/${each.id}`}>{each.title}</a>, {formatPartialDate('en', each.happened)}{' '}
            {each.isTakenOut && <StatusChip tone="ended">Taken out</StatusChip>}
          </li>
        ))}
      </ul>
      <p>
        <a href={`${at}/history/new`}>Add what happened</a>
      </p>
    </section>
  )
}

const partialHint = 'As 1998, 1998-05 or 1998-05-17, as far as it is known'
const sourceHint = 'Where anybody can look it up: an address or a document. It is shown.'

function TermPage({ body, known, state }: { body: BodyView; known: TermView | undefined; state: FormState }) {
  const { values, problem } = state
  const field = fieldOf(values, problem)
  return (
    <DeedPage
      title={known ? `${known.name}, ${known.office}` : 'Somebody in office'}
      lede={body.name}
      problem={problem}
    >
      <form method="post" class="stack">
        <TextField label="Name" {...field('name', known?.name)} />
        <TextField label="Office" hint="Such as President, or Member" {...field('office', known?.office)} />
        <RadioGroup
          label="Part of the body"
          {...field('organ', known?.organ)}
          options={Object.entries(organs).map(([value, label]) => ({ value, label }))}
        />
        <TextField label="Began" hint={partialHint} size="short" {...field('began', known?.began)} />
        <TextField
          label="Ended"
          hint="Empty for whoever is in office"
          size="short"
          isRequired={false}
          {...field('ended', known?.ended)}
        />
        <TextField
          label="Offices held elsewhere"
          hint="With their years, as they should stand"
          isRequired={false}
          {...field('alsoHeld', known?.alsoHeld)}
        />
        <TextField label="Source" hint={sourceHint} {...field('source', known?.source)} />
        <Deeds known={known} />
      </form>
    </DeedPage>
  )
}

function HappeningPage(props: { body: BodyView; known: HappeningView | undefined; state: FormState }) {
  const { body, known, state } = props
  const field = fieldOf(state.values, state.problem)
  return (
    <DeedPage title={known ? known.title : 'Something that happened'} lede={body.name} problem={state.problem}>
      <form method="post" class="stack">
        <TextField label="Day" hint={partialHint} size="short" {...field('happened', known?.happened)} />
        <TextField label="What happened" hint="Such as Founded, or Joined with" {...field('title', known?.title)} />
        <TextArea label="More about it" rows={5} isRequired={false} {...field('content', known?.content)} />
        <TextField
          label="Predecessor"
          hint="An organization that this one was before, or came out of"
          isRequired={false}
          {...field('predecessor', known?.predecessor)}
        />
        <TextField label="Source" hint={sourceHint} {...field('source', known?.source)} />
        <Deeds known={known} />
      </form>
    </DeedPage>
  )
}

const fieldOf = (values: Typed, problem: FormState['problem']) => (name: string, known: string | undefined) => ({
  name,
  value: typed(values, name, known),
  error: problem?.fields[name],
})

function Deeds({ known }: { known: { isTakenOut: boolean } | undefined }) {
  return (
    <p class="row">
      <Button type="submit" name="deed" value="save">
        Save
      </Button>
      {known && (
        <Button type="submit" name="deed" value={known.isTakenOut ? 'restore' : 'remove'} kind="secondary">
          {known.isTakenOut ? 'Put it back' : 'Take it out'}
        </Button>
      )}
    </p>
  )
}
