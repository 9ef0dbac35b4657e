import { allow, form, page, routes } from '#kernel/access'
import { type FormState, Page, redirect } from '#platform/http'
import { formatPartialDate, plural } from '#platform/i18n'
import { Breadcrumbs, Button, DataTable, PageHeader, ProblemSummary, SectionHeading, TextArea, TextField } from '#ui'
import { engagementPath } from '../../engagements/pages/paths.ts'
import { getRule, listRules, previewOf } from '../read.ts'
import { inWords } from '../rules.ts'
import { newRuleVersion, type RulePreview, type RuleView, typedTest } from '../schema.ts'
import { recordRuleVersion } from '../write.ts'

/** Rules for staff: a new version of one, with what it would touch before it is recorded. */
export const ruleDeskPages = routes({
  '/desk/rules': page(async ({ db, viewer }) => {
    allow(viewer, 'atlas.rule.record')
    return (
      <Page title="Rules" robots="noindex">
        <div class="wrap">
          <PageHeader
            title="Rules"
            lede="Record a new version when a law is amended. Findings follow at once; readings of reviewers keep the version they read."
          />
          <DataTable
            caption="Rules on record"
            isCaptionHidden
            columns={[
              { key: 'rule', label: 'Rule', cell: (rule) => <a href={`/desk/rules/${rule.id}`}>{rule.title}</a> },
              { key: 'citation', label: 'Citation', cell: (rule) => rule.citation },
              { key: 'version', label: 'Version', isNumber: true, cell: (rule) => rule.version },
              {
                key: 'from',
                label: 'In force from',
                cell: (rule) => (rule.effectiveOn ? formatPartialDate('en', rule.effectiveOn) : 'Unknown'),
              },
            ]}
            rows={await listRules(db)}
            keyOf={(rule) => rule.id}
            whenEmpty="No rules are recorded yet. They come with a package."
          />
        </div>
      </Page>
    )
  }),
  '/desk/rules/:id': form(
    newRuleVersion,
    async ({ db, viewer, params, form: state }) => {
      allow(viewer, 'atlas.rule.record')
      const rule = await getRule(db, params.id ?? '')
      const typed = typedTest.safeParse(state.values.test)
      const preview = typed.success ? await previewOf(db, viewer, { ruleId: rule.id, test: typed.data }) : undefined
      return <VersionPage rule={rule} state={state} preview={preview} />
    },
    async ({ db, actor, params, input, clock }) => {
      const ruleId = params.id ?? ''
      await recordRuleVersion(db, actor, { ...input, ruleId, at: clock.now() })
      return redirect(`/rules/${ruleId}#versions`)
    },
  ),
})

function VersionPage({
  rule,
  state: { values, problem },
  preview,
}: {
  rule: RuleView
  state: FormState
  preview: RulePreview | undefined
}) {
  const typed = (name: string, now: string) => String(values[name] ?? now)
  const error = (name: string) => problem?.fields[name]
  return (
    <Page title={`New version of ${rule.title}`} robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs items={[{ href: '/desk/rules', label: 'Rules' }, { label: rule.citation }]} />
        <PageHeader
          eyebrow={`${rule.citation}, version ${rule.version}`}
          title={`New version of ${rule.title}`}
          lede={`Now tested: ${inWords(rule.test)}.`}
        />
        <ProblemSummary problem={problem} />
        {preview && <Preview preview={preview} />}
        <form method="post" class="stack">
          <TextArea
            name="summary"
            label="What the rule asks"
            value={typed('summary', rule.summary)}
            error={error('summary')}
            rows={4}
          />
          <TextField
            name="inForceFrom"
            label="In force from"
            value={typed('inForceFrom', rule.effectiveOn)}
            error={error('inForceFrom')}
            hint="2026, 2026-05 or 2026-05-03; empty when unknown"
          />
          <TextField
            name="inForceTo"
            label="In force until"
            value={typed('inForceTo', rule.inForceTo)}
            error={error('inForceTo')}
          />
          <TextArea
            name="test"
            label="Scope as a test"
            value={typed('test', JSON.stringify(rule.test, null, 2))}
            error={error('test')}
            rows={16}
            hint={
              'JSON of {"all": […]}, {"any": […]}, {"not": …}, {"party": {"states", "kinds"}}, {"fact", "in"} and {"day", "from", "before"}. Facts: form, kind, country, recognition, legal, activity; days: started, ended.'
            }
          />
          <TextField
            name="why"
            label="What changed"
            value={typed('why', '')}
            error={error('why')}
            hint="Public, such as the act that amended it"
          />
          <p class="button-row">
            <button class="button button-secondary" type="submit" formMethod="get">
              See what it would touch
            </button>{' '}
            <Button type="submit">Record this version</Button>
          </p>
        </form>
      </div>
    </Page>
  )
}

function Preview({ preview }: { preview: RulePreview }) {
  const lists = [
    ['would come', preview.came],
    ['would go', preview.went],
    ['would be compared otherwise', preview.changed],
  ] as const
  return (
    <section aria-labelledby="preview">
      <SectionHeading
        title="What it would touch"
        id="preview"
        note={`${lists.map(([words, of]) => `${of.length} ${words}`).join(', ')}, ${plural('en', preview.same, 'stays', 'stay')} as now. Nothing is recorded yet.`}
      />
      <p>Tested: {preview.words}.</p>
      {lists.map(
        ([words, of]) =>
          of.length > 0 && (
            <div key={words}>
              <h3>{`These ${words}`}</h3>
              <ul>
                {of.slice(0, 100).map(({ id, title }) => (
                  <li key={id}>
                    <a href={engagementPath(id)}>{title}</a>
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
    </section>
  )
}
