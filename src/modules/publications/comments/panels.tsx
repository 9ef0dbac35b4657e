import { formatInstant, plural } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import { Button, CheckboxGroup, SectionHeading, TextArea } from '#ui'
import { type Colleague, type CommentView, commentsPath, ownCommentPath, type Thread } from './schema.ts'

export interface CommentsShown {
  editionId: string
  threads: Thread[]
  colleagues: Colleague[]
  mayComment: boolean
}

/** What is said of a draft, beside it: open threads in the order of the text, then those that are resolved. */
export function CommentsPanel({ editionId, threads, colleagues, mayComment }: CommentsShown) {
  const open = threads.filter(({ resolvedAt }) => resolvedAt === null)
  const resolved = threads.filter(({ resolvedAt }) => resolvedAt !== null)
  return (
    <section aria-labelledby="comments">
      <SectionHeading
        title={open.length === 0 ? 'Comments' : `Comments (${open.length})`}
        id="comments"
        action={mayComment && <a href={commentsPath(editionId)}>Comment on words</a>}
      />
      {threads.length === 0 && <p class="quiet">Nobody has said anything of it yet.</p>}
      <ol class="beside-list">
        {open.map((thread) => (
          <ThreadItem key={thread.id} thread={thread} editionId={editionId} mayComment={mayComment} />
        ))}
      </ol>
      {resolved.length > 0 && (
        <details>
          <summary>{plural('en', resolved.length, 'resolved comment', 'resolved comments')}</summary>
          <ol class="beside-list">
            {resolved.map((thread) => (
              <ThreadItem key={thread.id} thread={thread} editionId={editionId} mayComment={mayComment} />
            ))}
          </ol>
        </details>
      )}
      {mayComment && colleagues.length > 0 && (
        <p class="quiet">
          Write @ and a name to speak to somebody: {colleagues.map(({ name }) => `@${name}`).join(', ')}.
        </p>
      )}
    </section>
  )
}

function ThreadItem({ thread, editionId, mayComment }: { thread: Thread; editionId: string; mayComment: boolean }) {
  const { id, anchor, place, answered, resolvedAt, resolvedBy } = thread
  const isOpen = resolvedAt === null
  const pathOf = (said: CommentView) => (mayComment && isOpen ? ownCommentPath(editionId, said.id) : undefined)
  return (
    <li
      id={`comment-${id}`}
      class="beside-item"
      {...(isOpen && place && !thread.takenBackAt
        ? { 'data-mark': 'comment', 'data-anchor': JSON.stringify(anchor) }
        : {})}
    >
      <blockquote class="beside-quote">{anchor.quote}</blockquote>
      {!place && <p class="beside-gone">The words it spoke of are gone.</p>}
      {place?.isChanged && <p class="quiet">These words were changed since.</p>}
      <Said comment={thread} changePath={pathOf(thread)} />
      {answered.length > 0 && (
        <ol class="beside-answers">
          {answered.map((answer) => (
            <li key={answer.id}>
              <Said comment={answer} changePath={pathOf(answer)} />
            </li>
          ))}
        </ol>
      )}
      {resolvedAt && (
        <p class="quiet">
          Resolved by {resolvedBy}, {formatInstant('en', resolvedAt)}
        </p>
      )}
      {mayComment && (
        <form method="post" action={`${commentsPath(editionId)}/${id}`} class="stack">
          {isOpen && <TextArea id={`answer-${id}`} name="words" label="Answer" rows={2} isRequired={false} />}
          <p class="row">
            {isOpen && (
              <Button type="submit" name="deed" value="answer" kind="secondary">
                Answer
              </Button>
            )}
            <Button type="submit" name="deed" value={isOpen ? 'resolve' : 'reopen'} kind="quiet">
              {isOpen ? 'Resolve' : 'Reopen'}
            </Button>
          </p>
        </form>
      )}
    </li>
  )
}

interface SaidShown {
  comment: CommentView
  /** Where its writer says it otherwise; absent where nobody may now. */
  changePath: string | undefined
}

function Said({ comment, changePath }: SaidShown) {
  const { id, author, isOutside, isOwn, writtenAt, changedAt, takenBackAt, earlier, words } = comment
  return (
    <>
      <p class="beside-by">
        <strong>{author}</strong>
        {isOutside && ', outside'} · {formatInstant('en', writtenAt)}
      </p>
      {takenBackAt ? (
        <p class="quiet">Taken back, {formatInstant('en', takenBackAt)}</p>
      ) : (
        <p class="beside-words" dir="auto">
          {words}
        </p>
      )}
      {changedAt && !takenBackAt && (
        <details class="beside-earlier">
          <summary>Changed, {formatInstant('en', changedAt)}</summary>
          {earlier.map((before) => (
            <p class="beside-words" dir="auto" key={before.writtenAt}>
              <span class="quiet">Before, {formatInstant('en', new Date(before.writtenAt))}: </span>
              {before.words}
            </p>
          ))}
        </details>
      )}
      {isOwn && !takenBackAt && changePath && (
        <details class="beside-own">
          <summary>
            Change or take back<span class="visually-hidden">: {words.slice(0, 40)}</span>
          </summary>
          <ChangeForm action={changePath} id={id} words={words} problem={undefined} />
        </details>
      )}
    </>
  )
}

/** In which whoever wrote a comment says it otherwise, or takes it back. */
export function ChangeForm(props: { action: string; id: string; words: string; problem: Problem | undefined }) {
  const { action, id, words, problem } = props
  return (
    <form method="post" action={action} class="stack">
      <TextArea
        id={`words-${id}`}
        name="words"
        label="Your comment"
        rows={3}
        value={words}
        error={problem?.fields.words}
      />
      <p class="row">
        <Button type="submit" name="deed" value="change" kind="secondary">
          Change it
        </Button>
        <Button type="submit" name="deed" value="take-back" kind="quiet">
          Take it back
        </Button>
      </p>
    </form>
  )
}

/** The form in which words are quoted and something is said of them. */
export function CommentForm(props: {
  action: string
  colleagues: Colleague[]
  values: Record<string, string | string[]>
  problem: Problem | undefined
}) {
  const { action, colleagues, values, problem } = props
  return (
    <form method="post" action={action} class="stack">
      <TextArea
        name="quote"
        label="The words you mean"
        rows={3}
        value={String(values.quote ?? '')}
        error={problem?.fields.quote}
        hint="Copy them from the draft as they stand."
      />
      <TextArea
        name="words"
        label="Your comment"
        rows={4}
        value={String(values.words ?? '')}
        error={problem?.fields.words}
      />
      {colleagues.length > 0 && (
        <CheckboxGroup
          name="tell"
          label="Tell"
          isRequired={false}
          values={[values.tell ?? []].flat()}
          options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Button type="submit">Comment</Button>
    </form>
  )
}
