import { formatInstant, plural } from '#platform/i18n'
import { Button, Diff, SectionHeading } from '#ui'
import { compareWords } from '../editions/rules.ts'
import { type OpenChange, type SuggestionView, suggestionsPath } from './schema.ts'

export interface SuggestionsShown {
  editionId: string
  suggestions: SuggestionView[]
  changesOf: Map<string, OpenChange[]>
  maySuggest: boolean
  mayDecide: boolean
}

/** Other words that were proposed, beside the draft: what is open in full, what was decided folded away. */
export function SuggestionsPanel(shown: SuggestionsShown) {
  const { editionId, suggestions, changesOf, maySuggest } = shown
  const isOpen = ({ changes }: SuggestionView) => changes.some(({ decision }) => decision === null)
  const open = suggestions.filter(isOpen)
  const decided = suggestions.filter((each) => !isOpen(each))
  const count = open.flatMap(({ changes }) => changes.filter(({ decision }) => decision === null)).length
  return (
    <section aria-labelledby="suggestions">
      <SectionHeading
        title={count === 0 ? 'Suggestions' : `Suggestions (${count})`}
        id="suggestions"
        action={maySuggest && <a href={suggestionsPath(editionId)}>Suggest other words</a>}
      />
      {suggestions.length === 0 && <p class="quiet">Nobody would have it otherwise yet.</p>}
      <ol class="beside-list">
        {open.map((each) => (
          <Suggestion key={each.id} suggestion={each} changes={changesOf.get(each.id) ?? []} shown={shown} />
        ))}
      </ol>
      {decided.length > 0 && (
        <details>
          <summary>{plural('en', decided.length, 'decided suggestion', 'decided suggestions')}</summary>
          <ol class="beside-list">
            {decided.map((each) => (
              <Suggestion key={each.id} suggestion={each} changes={changesOf.get(each.id) ?? []} shown={shown} />
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}

function Suggestion(props: { suggestion: SuggestionView; changes: OpenChange[]; shown: SuggestionsShown }) {
  const { suggestion, changes, shown } = props
  const open = changes.filter(({ decision }) => decision === null)
  const action = `${suggestionsPath(shown.editionId)}/${suggestion.id}`
  return (
    <li id={`suggestion-${suggestion.id}`} class="beside-item">
      <p class="beside-by">
        <strong>{suggestion.author}</strong> · {formatInstant('en', suggestion.suggestedAt)}
      </p>
      {suggestion.note && (
        <p class="beside-words" dir="auto">
          {suggestion.note}
        </p>
      )}
      {changes.map((change) => (
        <Change key={change.position} change={change} action={action} mayDecide={shown.mayDecide} />
      ))}
      {shown.mayDecide && open.length > 1 && (
        <Decide action={action} accept={`Accept all ${open.length}`} reject={`Reject all ${open.length}`} />
      )}
    </li>
  )
}

function Change({ change, action, mayDecide }: { change: OpenChange; action: string; mayDecide: boolean }) {
  const { anchor, replacement, place, rivals, decision, decidedBy, decidedAt, position } = change
  const isOpen = decision === null
  return (
    <div
      class="beside-change"
      {...(isOpen && place
        ? { 'data-mark': 'suggestion', 'data-anchor': JSON.stringify(anchor), 'data-says': replacement }
        : {})}
    >
      <Diff
        parts={[
          { kind: 'same', text: `… ${wordsBefore(anchor.before)}` },
          ...compareWords(anchor.quote, replacement),
          { kind: 'same', text: `${wordsAfter(anchor.after)} …` },
        ]}
      />
      {isOpen && !place && <p class="beside-gone">The words it would change are no longer there as they were.</p>}
      {isOpen && rivals.length > 0 && (
        <p class="beside-gone">{rivals.join(' and ')} would change the same words: only one can be accepted.</p>
      )}
      {decision && decidedAt && (
        <p class="quiet">
          {decision === 'accepted' ? 'Accepted' : 'Rejected'} by {decidedBy}, {formatInstant('en', decidedAt)}
        </p>
      )}
      {isOpen && mayDecide && <Decide action={action} position={position} accept="Accept" reject="Reject" />}
    </div>
  )
}

/** Whole words of the same paragraph, as many as fit. */
const wordsBefore = (before: string): string =>
  /(?:^|\s)(\S.{0,28}|\s?)$/.exec(before.split('\n').at(-1) ?? '')?.[1] ?? ''
const wordsAfter = (after: string): string => /^.{0,28}\S(?=\s|$)/.exec(after.split('\n')[0] ?? '')?.[0] ?? ''

function Decide(props: { action: string; position?: number; accept: string; reject: string }) {
  return (
    <form method="post" action={props.action} class="row">
      {props.position !== undefined && <input type="hidden" name="position" value={props.position} />}
      <Button type="submit" name="deed" value="accept" kind="secondary">
        {props.accept}
      </Button>
      <Button type="submit" name="deed" value="reject" kind="quiet">
        {props.reject}
      </Button>
    </form>
  )
}
