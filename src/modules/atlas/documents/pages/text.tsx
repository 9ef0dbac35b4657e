import { type FormState, Page } from '#platform/http'
import { Breadcrumbs, Button, PageHeader, ProblemSummary, TextArea } from '#ui'
import type { DocumentView, PageText } from '../schema.ts'
import { fieldsOf } from './forms.tsx'

/** Typing what a page of a scan says. */
export function TranscriptionPage({
  document,
  page,
  state,
}: {
  document: DocumentView
  page: PageText
  state: FormState
}) {
  const field = fieldsOf(state)
  const typed = field('text')
  return (
    <Page title={`Type page ${page.number}`} robots="noindex">
      <div class="wrap page-narrow deed">
        <Breadcrumbs items={[{ href: `/documents/${document.id}`, label: document.title }, { label: 'Type a page' }]} />
        <PageHeader
          title={`Type page ${page.number}`}
          lede="Letter by letter, as it stands. Readers are told that a person typed it; it can be searched and quoted."
        />
        <ProblemSummary problem={state.problem} />
        <p>
          <a href={`/documents/${document.id}/file`}>Open the file beside it</a>
        </p>
        <form method="post" action={`/documents/${document.id}/pages/${page.number}`} class="stack">
          <TextArea
            {...typed}
            value={typed.value || page.text}
            label={`What stands on page ${page.number}`}
            rows={16}
          />
          <Button type="submit">Keep the text</Button>
        </form>
      </div>
    </Page>
  )
}

export function ReadAgainPage({ document, state }: { document: DocumentView; state: FormState }) {
  return (
    <Page title="Read the file again" robots="noindex">
      <div class="wrap page-narrow deed">
        <Breadcrumbs items={[{ href: `/documents/${document.id}`, label: document.title }, { label: 'Read again' }]} />
        <PageHeader
          title="Read the file again"
          lede="What the program finds takes the place of what it found before. Pages that somebody typed stay, and every quote is looked for anew."
        />
        <ProblemSummary problem={state.problem} />
        <form method="post" action={`/documents/${document.id}/readings/new`} class="stack">
          <Button type="submit">Read it again</Button>
        </form>
      </div>
    </Page>
  )
}
