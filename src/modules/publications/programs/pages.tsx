import { z } from 'zod'
import { allow, form, mayDo, pageOf, routes, type Viewer } from '#kernel/access'
import { listBodies } from '#kernel/bodies'
import { listProgramPanels, programPanelsVersion } from '#kernel/doors'
import { workIsland } from '#kernel/proofs'
import { Page, type Routes, redirect, type SameWhile } from '#platform/http'
import { formatNumber } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Breadcrumbs, Button, PageHeader, SelectField, TextArea } from '#ui'
import { listFeatured } from '../features/read.ts'
import { Entries, feedsOf } from '../lists/pages.tsx'
import { select } from '../lists/rules.ts'
import { noFilters, workAsked } from '../lists/schema.ts'
import { listsWhile, type Shelf } from '../lists/service.ts'
import { listPublicNewsletters } from '../newsletters/read.ts'
import { Events } from '../occasions/panels.tsx'
import { SignUp } from '../subscriptions/panels.tsx'
import { markdownOf } from '../texts/rules.ts'
import { FormPage } from '../works/pages/draft.tsx'
import { pillars, topics } from '../works/schema.ts'
import { Doing, People } from './panels.tsx'
import { listIntroductions } from './read.ts'
import { newIntroduction, programNames, programPath } from './schema.ts'
import { introduceProgram } from './write.ts'

/** What is worked on, in one of two orders: each with a list of all, and a page of each. */
interface Order {
  filter: 'pillar' | 'topic'
  path: string
  title: string
  lede: string
  labels: Record<string, string>
  other: { href: string; label: string }
}

const areas: Order = {
  ...{ filter: 'pillar', path: '/programs', title: 'Programs', labels: pillars },
  ...{ lede: 'The four areas of work. Topics run across them.', other: { href: '/topics', label: 'Topics' } },
}
const subjects: Order = {
  ...{ filter: 'topic', path: '/topics', title: 'Topics', labels: topics },
  ...{ lede: 'What we work on, across the four programs.', other: { href: '/programs', label: 'Programs' } },
}

const pagesOf = (shelf: Shelf, { filter, path, title, lede, labels, other }: Order): Routes<Viewer> =>
  routes({
    [path]: pageOf(
      z.object({}),
      async () => (
        <Page title={title} description={lede} canonical={path}>
          <div class="wrap page-reading">
            <PageHeader title={title} lede={lede} actions={<a href={other.href}>{other.label}</a>} />
            <ul class="entry-list">
              {Object.entries(labels).map(([id, label]) => {
                const count = select(shelf.all(), { ...noFilters, [filter]: id }).works.length
                return (
                  <li key={id}>
                    <h2>
                      <a href={`${path}/${id}`}>{label}</a>
                    </h2>
                    <p class="quiet">
                      {count === 0 ? 'Nothing published yet' : `${formatNumber('en', count)} published`}
                    </p>
                  </li>
                )
              })}
            </ul>
          </div>
        </Page>
      ),
      listsWhile(shelf),
    ),
    [`${path}/:id`]: pageOf(
      workAsked.pick({ view: true, shown: true }),
      async ({ db, viewer, params, query, clock }) => {
        const id = params.id ?? ''
        const label = labels[id]
        if (!label) throw notFound('publications.program.unknown', 'There is no such program or topic.')
        const list = filter === 'pillar' ? `pillar:${id}` : id
        const asked = { ...noFilters, ...query, [filter]: id }
        const selection = select(shelf.all(), asked)
        return (
          <Page title={label} canonical={`${path}/${id}`} alternates={feedsOf(asked)} islands={[workIsland]}>
            <div class="wrap">
              <Breadcrumbs items={[{ href: path, label: title }, { label }]} />
              <PageHeader title={label} />
              <Doing introductions={await listIntroductions(db, list)} />
              <Events works={selection.works} now={clock.now()} filter={filter} id={id} />
              {await listProgramPanels(db, viewer, list)}
              <Entries
                asked={asked}
                path={`${path}/${id}`}
                selection={selection}
                first={await listFeatured(db, list, clock.now())}
                inPath={filter}
                now={clock.now()}
              />
              <People works={selection.works} />
              <SignUp lists={await listPublicNewsletters(db)} topic={filter === 'topic' ? id : undefined} />
            </div>
          </Page>
        )
      },
      programWhile(shelf),
    ),
  })

/** As other lists are, while what other modules show beside them is the same too. */
const programWhile =
  (shelf: Shelf): SameWhile<Viewer> =>
  (asked) => {
    const listed = listsWhile(shelf)(asked)
    return listed && `${listed} ${programPanelsVersion(asked.clock.now())}`
  }

export const programPages = (shelf: Shelf): Routes<Viewer> => ({
  ...pagesOf(shelf, areas),
  ...pagesOf(shelf, subjects),
  ...introductionPages,
})

const introductionPages: Routes<Viewer> = routes({
  '/desk/programs': form(
    newIntroduction,
    async ({ db, viewer, form: { values, problem } }) => {
      allow(viewer, 'publications.feature.set')
      const bodies = (await listBodies(db)).filter(({ id }) =>
        mayDo(viewer, 'publications.feature.set', { bodyId: id }),
      )
      const said = (await listIntroductions(db)).filter(({ bodyId }) => bodies.some(({ id }) => id === bodyId))
      const [bodyId, list] = [String(values.bodyId ?? bodies[0]?.id ?? ''), String(values.list ?? '')]
      const before = said.find((each) => each.bodyId === bodyId && each.list === list)
      return (
        <FormPage
          title="What we’re doing"
          lede="A few sentences at the head of the page of a program or topic, in the words of the body."
          problem={problem}
        >
          {said.length > 0 && (
            <ul class="entry-list">
              {said.map((each) => (
                <li key={`${each.bodyId} ${each.list}`}>
                  <p>
                    <a href={programPath(each.list)}>{programNames[each.list]}</a>, {each.bodyName}.{' '}
                    <a href={`/desk/programs?${new URLSearchParams({ bodyId: each.bodyId, list: each.list })}`}>
                      Change <span class="visually-hidden">{programNames[each.list]}</span>
                    </a>
                  </p>
                </li>
              ))}
            </ul>
          )}
          <form method="post" class="stack">
            <SelectField
              name="bodyId"
              label="In the words of"
              value={bodyId}
              error={problem?.fields.bodyId}
              options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <SelectField
              name="list"
              label="Page"
              value={list}
              error={problem?.fields.list}
              placeholder="Choose one"
              options={Object.entries(programNames).map(([value, label]) => ({ value, label }))}
            />
            <TextArea
              name="content"
              label="What we’re doing"
              rows={8}
              isRequired={false}
              value={String(values.content ?? (before ? markdownOf(before.content) : ''))}
              error={problem?.fields.content}
              hint="Written in Markdown. Empty takes it away."
            />
            <Button type="submit">Save</Button>
          </form>
        </FormPage>
      )
    },
    async ({ db, actor, input, clock }) => {
      await introduceProgram(db, actor, { ...input, at: clock.now() })
      return redirect(programPath(input.list))
    },
  ),
})
