import { allow, form, mayDo, routes, type Viewer } from '#kernel/access'
import { type BodyView, listBodies } from '#kernel/bodies'
import { citeBy, shippedStyles } from '#platform/csl'
import type { Reader } from '#platform/db'
import { type Routes, redirect } from '#platform/http'
import { Button, FileField, RadioGroup, SectionHeading, SelectField } from '#ui'
import { FormPage } from '../works/pages/draft.tsx'
import { findStyle, listStyles } from './read.ts'
import { newStyle, type StyleView, styleDeed } from './schema.ts'
import { changeStyle, installStyle } from './write.ts'

const permission = 'publications.style.install'

export const stylePages: Routes<Viewer> = routes({
  '/desk/styles': form(
    styleDeed,
    async ({ db, viewer, form: { problem } }) => {
      const bodies = await bodiesOf(db, viewer)
      return (
        <FormPage
          title="Citation styles"
          lede="How the works of a body write out what they cite. A choice holds for what is saved from now on; what is published keeps its words."
          problem={problem}
        >
          {await Promise.all(bodies.map((body) => ofBody(db, body)))}
          <p>
            <a href="/desk/styles/new">Install another style</a>
          </p>
        </FormPage>
      )
    },
    async ({ db, actor, input, clock }) => {
      await changeStyle(db, actor, { ...input, at: clock.now() })
      return redirect('/desk/styles')
    },
  ),

  '/desk/styles/new': form(
    newStyle,
    async ({ db, viewer, form: { values, problem } }) => (
      <FormPage
        title="Install a citation style"
        lede="Any style of the Citation Style Language 1.0, of which thousands are published. It is tried before it is kept."
        problem={problem}
      >
        <form method="post" enctype="multipart/form-data" class="stack">
          <SelectField
            name="bodyId"
            label="For whom"
            value={String(values.bodyId ?? '')}
            error={problem?.fields.bodyId}
            options={(await bodiesOf(db, viewer)).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <FileField
            name="file"
            label="Style"
            accept=".csl,.xml"
            hint="A .csl file under 1 MB"
            error={problem?.fields.file}
          />
          <p class="row">
            <Button type="submit">Install it</Button>
            <a href="/desk/styles">Back to the styles</a>
          </p>
        </form>
      </FormPage>
    ),
    async ({ db, actor, input, clock }) => {
      const bytes = new Uint8Array(await input.file.arrayBuffer())
      await installStyle(db, actor, { bodyId: input.bodyId, bytes, at: clock.now() })
      return redirect('/desk/styles')
    },
  ),
})

async function bodiesOf(db: Reader, viewer: Viewer): Promise<BodyView[]> {
  allow(viewer, permission)
  return (await listBodies(db)).filter(({ id }) => mayDo(viewer, permission, { bodyId: id }))
}

/** A book cited on a page: what a person knows a style by. */
const example = {
  id: 'example',
  type: 'book',
  title: 'Title of a book',
  author: [{ family: 'Example', given: 'Ana' }],
  issued: { 'date-parts': [[2026]] },
  publisher: 'Press',
  'publisher-place': 'City',
}

async function exampleIn({ csl }: StyleView): Promise<string> {
  const clusters = [{ note: 1, cites: [{ id: 'example', locator: '12' }] }]
  const cited = await citeBy(csl, { language: 'en', references: [example], clusters })
  return (cited?.citations[0] ?? []).map(({ text }) => text).join('')
}

async function ofBody(db: Reader, body: BodyView) {
  const styles = await listStyles(db, body.id)
  const chosen = await findStyle(db, body.id)
  const options = await Promise.all(
    styles.map(async (style) => ({
      value: style.id,
      label: style.title,
      hint: `${style.isNote ? 'Notes' : 'In the line'}: ${await exampleIn(style)}`,
    })),
  )
  return (
    <section key={body.id} aria-labelledby={`styles-${body.id}`}>
      <SectionHeading title={body.name} id={`styles-${body.id}`} />
      <form method="post" class="stack">
        <input type="hidden" name="bodyId" value={body.id} />
        <RadioGroup name="style" label="Style" id={`style-${body.id}`} value={chosen.id} options={options} />
        <p class="row">
          <Button type="submit" name="deed" value="choose">
            Use this style
          </Button>
          {styles.some(({ id }) => !(id in shippedStyles)) && (
            <Button type="submit" name="deed" value="remove" kind="secondary">
              Take it out
            </Button>
          )}
        </p>
      </form>
    </section>
  )
}
