import { allow, form, routes, type Viewer } from '#kernel/access'
import { type Routes, redirect } from '#platform/http'
import { formatInstant } from '#platform/i18n'
import { Button, DataTable, DateField, SelectField, TextField } from '#ui'
import { FormPage } from '../works/pages/draft.tsx'
import { workPath } from '../works/schema.ts'
import { listFeatures } from './read.ts'
import { featureDeed, featureLists, newFeature } from './schema.ts'
import { featureWork, removeFeature } from './write.ts'

export const featurePages: Routes<Viewer> = routes({
  '/desk/features': form(
    newFeature,
    async ({ db, viewer, clock, form: { values, problem } }) => {
      allow(viewer, 'publications.feature.set')
      const features = await listFeatures(db, viewer, clock.now())
      const typed = (name: string, otherwise = '') => String(values[name] ?? otherwise)
      return (
        <FormPage
          title="Featured work"
          lede="What stands first on a list, in which order, and until when."
          problem={problem}
        >
          <DataTable
            caption="Featured now or later"
            columns={[
              { key: 'title', label: 'Work', cell: (feature) => <a href={workPath(feature.slug)}>{feature.title}</a> },
              { key: 'list', label: 'List', cell: (feature) => featureLists[feature.list] },
              { key: 'position', label: 'Place', isNumber: true, cell: (feature) => feature.position },
              {
                key: 'term',
                label: 'From and until',
                cell: (feature) =>
                  `${formatInstant('en', feature.startsAt)} – ${feature.endsAt ? formatInstant('en', feature.endsAt) : 'further notice'}`,
              },
              {
                key: 'remove',
                label: 'Remove',
                cell: (feature) => (
                  <form method="post" action="/desk/features/removal">
                    <input type="hidden" name="id" value={feature.id} />
                    <Button type="submit" name="deed" value="remove" kind="secondary">
                      Remove <span class="visually-hidden">“{feature.title}”</span>
                    </Button>
                  </form>
                ),
              },
            ]}
            rows={features}
            keyOf={(feature) => feature.id}
            whenEmpty="Nothing is featured."
          />
          <h2>Feature a work</h2>
          <form method="post" class="stack">
            <TextField
              name="slug"
              label="Address of the work"
              value={typed('slug')}
              error={problem?.fields.slug}
              hint="Such as /works/ports-and-partners"
            />
            <SelectField
              name="list"
              label="List"
              value={typed('list')}
              error={problem?.fields.list}
              options={Object.entries(featureLists).map(([value, label]) => ({ value, label }))}
            />
            <TextField
              name="position"
              label="Place"
              type="number"
              size="short"
              value={typed('position', '0')}
              error={problem?.fields.position}
            />
            <DateField
              name="startsOn"
              label="First day"
              isRequired={false}
              value={typed('startsOn')}
              error={problem?.fields.startsOn}
            />
            <DateField
              name="endsOn"
              label="Last day"
              isRequired={false}
              value={typed('endsOn')}
              error={problem?.fields.endsOn}
            />
            <Button type="submit">Feature it</Button>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, input, clock }) => {
      await featureWork(db, actor, { ...input, at: clock.now() })
      return redirect('/desk/features')
    },
  ),
  '/desk/features/removal': form(
    featureDeed,
    async ({ viewer }) => {
      allow(viewer, 'publications.feature.set')
      return redirect('/desk/features')
    },
    async ({ db, actor, input }) => {
      await removeFeature(db, actor, input.id)
      return redirect('/desk/features')
    },
  ),
})
