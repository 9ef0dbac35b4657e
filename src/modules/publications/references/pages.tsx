import { form, mayDo, routes, type Viewer } from '#kernel/access'
import type { Cited, Words } from '#platform/csl'
import { type Routes, redirect } from '#platform/http'
import { Button, EmptyState, Notice, SectionHeading, TextArea, TextField } from '#ui'
import { keysOf } from '../nodes/rules.ts'
import { findStyle } from '../styles/read.ts'
import { WordsView } from '../texts/pages/text.tsx'
import { FormPage } from '../works/pages/draft.tsx'
import { getDraft } from '../works/read.ts'
import { draftPath, type EditionView } from '../works/schema.ts'
import { formatSources } from './read.ts'
import { nodeOf } from './rules.ts'
import { referenceDeed } from './schema.ts'
import { changeReferences } from './write.ts'

export const referencePages: Routes<Viewer> = routes({
  '/desk/works/:id/references': form(
    referenceDeed,
    async ({ db, viewer, params, form: { values, problem } }) => {
      const edition = await getDraft(db, viewer, params.id ?? '')
      const isOpen = ['draft', 'review'].includes(edition.state)
      const mayWrite = isOpen && mayDo(viewer, 'publications.work.write', { bodyId: edition.bodyId })
      const style = await findStyle(db, edition.bodyId)
      const typed = (name: string) => String(values[name] ?? '')
      return (
        <FormPage
          title={`Sources of “${edition.title}”`}
          lede="What the text cites. A citation names a source by its key; the page writes it out in the style of the body."
          problem={problem}
        >
          <p class="row">
            <a href={draftPath(edition.id)}>Back to the draft</a>
            <a href="/desk/styles">Style: {style.title}</a>
          </p>
          {values.added !== undefined && <Came values={values} />}
          {edition.bibliography.length === 0 ? (
            <EmptyState title="No sources yet">
              Paste some below: from a reference manager, a catalog or a DOI.
            </EmptyState>
          ) : (
            <Sources
              edition={edition}
              shown={await formatSources(db, edition)}
              mayWrite={mayWrite}
              typed={typed}
              fault={problem?.fields.newKey}
            />
          )}
          {mayWrite && (
            <>
              <SectionHeading title="Add sources" id="add" />
              <form method="post" class="stack">
                <TextArea
                  name="sources"
                  label="Sources"
                  rows={10}
                  value={typed('sources')}
                  error={problem?.fields.sources}
                  hint="BibTeX, RIS, CSL-JSON, or the JSON that a DOI answers with; as many at once as you like. One whose key is there already takes its place."
                />
                <Button type="submit" name="deed" value="add">
                  Add them
                </Button>
              </form>
            </>
          )}
        </FormPage>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      const { added, replaced, faults } = await changeReferences(db, actor, {
        ...input,
        editionId: params.id ?? '',
        at: clock.now(),
      })
      const came = new URLSearchParams({ added: String(added), replaced: String(replaced) })
      for (const { line, says } of faults.slice(0, 20)) came.append('fault', `Line ${line}: ${says}`)
      return redirect(`/desk/works/${params.id}/references${input.deed === 'add' ? `?${came}` : ''}`)
    },
  ),
})

function Came({ values }: { values: Record<string, unknown> }) {
  const faults = [values.fault ?? []].flat().map(String)
  return (
    <Notice
      kind={faults.length > 0 ? 'warning' : 'success'}
      title={`${values.added} added, ${values.replaced} replaced`}
    >
      {faults.length > 0 && (
        <>
          <p>These could not be read, and were left out:</p>
          <ul>
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  )
}

function Sources(props: {
  edition: EditionView
  shown: Cited | null
  mayWrite: boolean
  typed(name: string): string
  fault: string | undefined
}) {
  const { edition, shown, mayWrite, typed, fault } = props
  const cited = new Set(keysOf(edition.content))
  const lineOf = (id: string, at: number): Words[] => {
    const listed = shown?.entries.find((entry) => entry.id === id)?.words ?? []
    const line = listed.length > 0 ? listed : (shown?.citations[at] ?? [])
    return line.length > 0 ? line : [{ text: edition.bibliography[at]?.title ?? '' }]
  }
  return (
    <ul class="entry-list">
      {edition.bibliography.map(({ id }, at) => (
        <li key={id} id={`source-${id}`}>
          <p>
            <code>{id}</code> {cited.has(id) ? <span class="quiet">cited</span> : <span class="quiet">not cited</span>}
          </p>
          <p>
            <WordsView nodes={lineOf(id, at).map(nodeOf)} />
          </p>
          {mayWrite && !cited.has(id) && (
            <details>
              <summary>Change its key, or take it out</summary>
              <form method="post" class="stack">
                <input type="hidden" name="key" value={id} />
                <TextField
                  name="newKey"
                  label="New key"
                  isRequired={false}
                  id={`new-key-${at}`}
                  value={typed('key') === id ? typed('newKey') : id}
                  error={typed('key') === id ? fault : undefined}
                />
                <p class="row">
                  <Button type="submit" name="deed" value="rename" kind="secondary">
                    Change the key
                  </Button>
                  <Button type="submit" name="deed" value="remove" kind="danger">
                    Take it out
                  </Button>
                </p>
              </form>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}
