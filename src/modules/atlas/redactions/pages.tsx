import { allow, form, routes, type Viewer } from '#kernel/access'
import { type FormState, Page, type Routes, redirect } from '#platform/http'
import { Breadcrumbs, Button, PageHeader, ProblemSummary, RadioGroup, TextArea, TextField } from '#ui'
import { getDocument } from '../documents/read.ts'
import type { DocumentView } from '../documents/schema.ts'
import { newRedaction } from './schema.ts'
import type { Redactor } from './service.ts'
import { orderRedaction } from './write.ts'

/** Words and parts are taken out of a document here; what became of it stands on the document's page. */
export const redactionPages = (redactor: Redactor): Routes<Viewer> =>
  routes({
    '/documents/:id/redactions/new': form(
      newRedaction,
      async ({ db, viewer, params, form: state }) => {
        const document = await getDocument(db, viewer, params.id ?? '')
        allow(viewer, 'atlas.document.redact', { recordId: document.subjectId })
        return <RedactPage document={document} state={state} />
      },
      async ({ db, actor, params, input, clock }) => {
        const documentId = params.id ?? ''
        await orderRedaction(db, actor, { ...input, documentId, at: clock.now() })
        db.afterCommit(redactor.wake)
        return redirect(`/documents/${documentId}`)
      },
    ),
  })

function RedactPage({ document, state: { values, problem } }: { document: DocumentView; state: FormState }) {
  const field = (name: string, otherwise = '') => ({
    name,
    value: typeof values[name] === 'string' ? values[name] : otherwise,
    error: problem?.fields[name],
  })
  return (
    <Page title="Redact this document" robots="noindex">
      <div class="wrap page-narrow deed">
        <Breadcrumbs items={[{ href: `/documents/${document.id}`, label: document.title }, { label: 'Redact' }]} />
        <PageHeader
          title="Redact this document"
          lede="A new document is made without the words and parts you name. Its pages are pictures, painted over before they are kept, with the remaining text beside them. Notes, form fields and hidden data of the old file do not come along."
        />
        <ProblemSummary problem={problem} />
        <form method="post" action={`/documents/${document.id}/redactions/new`} class="stack">
          <TextArea
            {...field('words')}
            label="Words to take out"
            rows={5}
            hint="One passage a line, taken out wherever it stands. Case, accents and line breaks make no difference. In the picture of the page the whole run of letters around it turns black."
          />
          <TextArea
            {...field('boxes')}
            label="Parts of pages to take out"
            rows={3}
            hint="For signatures, stamps and scans. One a line, as page: left, top, width, height, in hundredths of the page from its upper left corner. 1: 10, 80, 40, 12 is a signature at the foot of page 1."
          />
          <TextField
            {...field('title', `${document.title} (redacted)`.slice(0, 200))}
            label="Title of the new document"
            maxLength={200}
          />
          <RadioGroup
            {...field('visibility')}
            label="Who may see the new document"
            options={[
              { value: 'public', label: 'Everyone', hint: 'As soon as it is made.' },
              { value: 'private', label: 'Staff only', hint: 'To look at it first.' },
            ]}
          />
          <RadioGroup
            {...field('fate')}
            label="What becomes of the document as it is"
            options={[
              { value: 'private', label: 'Keep it for staff', hint: 'Its words stay in the search of staff only.' },
              {
                value: 'destroyed',
                label: 'Destroy it',
                hint: 'File, text, quotes and search entries are deleted for good. Backups made earlier still hold it until you delete them; restored beside the folder of this site, it is destroyed again.',
              },
            ]}
          />
          <TextArea {...field('reason')} label="Why" rows={2} hint="Kept for staff. Do not repeat the words here." />
          <Button type="submit">Redact the document</Button>
        </form>
      </div>
    </Page>
  )
}
