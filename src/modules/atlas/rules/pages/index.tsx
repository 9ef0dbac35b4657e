import { z } from 'zod'
import { allow, form, mayDo, pageOf, routes } from '#kernel/access'
import { Page, redirect } from '#platform/http'
import { formatPartialDate, plural } from '#platform/i18n'
import {
  Breadcrumbs,
  Button,
  DataTable,
  Notice,
  PageHeader,
  ProblemSummary,
  RadioGroup,
  RecordEntry,
  RecordList,
  SectionHeading,
  TextArea,
} from '#ui'
import { atClocks, ClockForm, ClockLine } from '../../engagements/pages/clocks.tsx'
import { engagementPath } from '../../engagements/pages/paths.ts'
import { clocksOf } from '../../engagements/rules.ts'
import { type ClocksAsked, clocksQuery } from '../../engagements/schema.ts'
import { getRule, listFindings, listRules, listRuleVersions } from '../read.ts'
import { inWords } from '../rules.ts'
import type { FindingView, RuleVersionView, RuleView } from '../schema.ts'
import { determineFinding } from '../write.ts'
import { Versions } from './versions.tsx'

const effects: Record<RuleView['effect'], string> = {
  prohibit: 'Prohibits ties in its scope',
  terminate: 'Requires ties in its scope to end',
  report: 'Requires ties in its scope to be reported',
  encourage: 'Encourages ties in its scope',
}

const determination = z.object({
  determination: z.enum(['applies', 'does-not-apply', 'open'], 'Choose what you found'),
  reason: z.string().trim().min(10, 'Give your reason in a sentence').max(2000),
})

export const rulePages = routes({
  '/rules': pageOf(clocksQuery, async ({ db, query }) => {
    const rules = await listRules(db, clocksOf(query))
    return (
      <Page
        title="Rules"
        description="Laws that constrain ties of US governments abroad, with the ties each may touch."
        card="A map of the world."
      >
        <div class="wrap page-reading">
          <PageHeader
            title="Rules that constrain ties"
            lede="State laws on ties with named countries, each compared with the ties on record. A match is a reason to read the law, never a legal conclusion."
          />
          <div class="stack">
            <ClockLine asked={query} now="/rules" leftOut={onlyNow} />
            {rules.length === 0 && (
              <p>No rules {isNow(query) ? 'are recorded yet' : 'were on record and in force then'}.</p>
            )}
            <ul class="entry-list">
              {rules.map((rule) => (
                <li key={rule.id}>
                  <h2>
                    <a href={atClocks(`/rules/${rule.id}`, query)}>{rule.title}</a>
                  </h2>
                  <p class="quiet">
                    {rule.citation} · {rule.jurisdictionName}
                    {rule.effectiveOn && ` · effective ${formatPartialDate('en', rule.effectiveOn)}`}
                  </p>
                  <p>{rule.summary}</p>
                </li>
              ))}
            </ul>
            <ClockForm asked={query} path="/rules" />
          </div>
        </div>
      </Page>
    )
  }),
  '/rules/:id': pageOf(clocksQuery, async ({ db, viewer, params, query }) => {
    const clocks = clocksOf(query)
    const rule = await getRule(db, params.id ?? '', clocks)
    return (
      <RulePage
        rule={rule}
        asked={query}
        versions={await listRuleVersions(db, rule.id, query.knownAt)}
        findings={await listFindings(db, viewer, { ruleId: rule.id, clocks })}
        mayDetermine={isNow(query) && mayDo(viewer, 'atlas.finding.determine')}
        deskHref={mayDo(viewer, 'atlas.rule.record') ? `/desk/rules/${rule.id}` : undefined}
      />
    )
  }),
  '/desk/findings/:rule/:engagement': form(
    determination,
    async ({ db, viewer, params, form: { values, problem } }) => {
      allow(viewer, 'atlas.finding.determine')
      const rule = await getRule(db, params.rule ?? '')
      const findings = await listFindings(db, viewer, { ruleId: rule.id, engagementIds: [params.engagement ?? ''] })
      return (
        <Page title="Read a finding" robots="noindex">
          <div class="wrap page-reading">
            <PageHeader
              eyebrow={rule.citation}
              title={findings[0]?.engagementTitle ?? 'This finding no longer stands'}
            />
            <ProblemSummary problem={problem} />
            <ul>
              {findings[0]?.reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
            <form method="post" class="stack">
              <RadioGroup
                name="determination"
                label="Your reading"
                value={String(values.determination ?? '')}
                error={problem?.fields.determination}
                options={[
                  { value: 'applies', label: 'The rule applies to this tie' },
                  { value: 'does-not-apply', label: 'The rule does not apply to this tie' },
                  { value: 'open', label: 'Cannot be said from what is known' },
                ]}
              />
              <TextArea
                name="reason"
                label="Why"
                value={String(values.reason ?? '')}
                error={problem?.fields.reason}
                hint="Shown with the finding, under the word “reviewer’s reading”."
              />
              <Button type="submit">Record this reading</Button>
            </form>
          </div>
        </Page>
      )
    },
    async ({ db, actor, params, input, clock }) => {
      await determineFinding(db, actor, {
        ruleId: params.rule ?? '',
        engagementId: params.engagement ?? '',
        ...input,
        at: clock.now(),
      })
      return redirect(`/rules/${params.rule}`)
    },
  ),
})

const onlyNow = 'Title, effect, exceptions and doubts are kept only as known now.'
const isNow = ({ asOf, knownAt }: ClocksAsked) => !asOf && !knownAt

function RulePage({
  rule,
  asked,
  versions,
  findings,
  mayDetermine,
  deskHref,
}: {
  rule: RuleView
  asked: ClocksAsked
  versions: RuleVersionView[]
  findings: FindingView[]
  mayDetermine: boolean
  deskHref: string | undefined
}) {
  return (
    <Page title={rule.title} description={rule.summary} canonical={`/rules/${rule.id}`} card="A map of the world.">
      <div class="wrap page-reading">
        <Breadcrumbs items={[{ href: '/rules', label: 'Rules' }, { label: rule.citation }]} />
        <PageHeader eyebrow={rule.citation} title={rule.title} lede={rule.summary} />
        <ClockLine asked={asked} now={`/rules/${rule.id}`} leftOut={onlyNow} />
        <Notice kind="warning" title="Not legal advice">
          <p>
            This page compares recorded facts with the words of a law. Whether the law applies to a tie is for the
            governments concerned and their counsel to say.
          </p>
        </Notice>
        <RecordList label="The rule">
          <RecordEntry term="Effect">{effects[rule.effect]}</RecordEntry>
          <RecordEntry term="Effective">{rule.effectiveOn && formatPartialDate('en', rule.effectiveOn)}</RecordEntry>
          <RecordEntry term="Deadline">{rule.deadlineOn && formatPartialDate('en', rule.deadlineOn)}</RecordEntry>
          <RecordEntry term="In force until">{rule.inForceTo && formatPartialDate('en', rule.inForceTo)}</RecordEntry>
          <RecordEntry
            term="Scope, as tested"
            note={rule.scope.openList && `It also names others in ${rule.scope.openList} that our sources do not list.`}
          >
            {inWords(rule.test)}
          </RecordEntry>
          {rule.exceptions.length > 0 && <RecordEntry term="Exceptions">{rule.exceptions.join(' ')}</RecordEntry>}
          <RecordEntry term="What is in doubt">
            <ul>
              {rule.doubts.map((doubt) => (
                <li key={doubt}>{doubt}</li>
              ))}
            </ul>
          </RecordEntry>
          <RecordEntry term="Text">{rule.address && <a href={rule.address}>{rule.address}</a>}</RecordEntry>
        </RecordList>
        <section aria-labelledby="touched">
          <SectionHeading
            title="Ties it may touch"
            id="touched"
            note={`${plural('en', findings.length, 'recorded tie meets', 'recorded ties meet')} the scope of this rule on the facts we hold.`}
          />
          <DataTable
            caption="Ties that meet the scope of this rule on the facts we hold"
            isCaptionHidden
            columns={[
              {
                key: 'tie',
                label: 'Tie',
                cell: (finding) => (
                  <a href={atClocks(engagementPath(finding.engagementId), { ...asked, asOf: undefined })}>
                    {finding.engagementTitle}
                  </a>
                ),
              },
              {
                key: 'outcome',
                label: 'Comparison',
                cell: (finding) =>
                  finding.outcome === 'needs-facts' ? 'Facts are missing' : 'Meets the recorded scope',
              },
              { key: 'why', label: 'Why it is listed', cell: (finding) => finding.reasons.join(' ') },
              {
                key: 'reading',
                label: 'Reviewer’s reading',
                cell: (finding) => <Reading finding={finding} mayDetermine={mayDetermine} />,
              },
            ]}
            rows={findings}
            keyOf={(finding) => finding.engagementId}
            whenEmpty="No recorded tie meets the scope of this rule. Ties that nobody recorded are not seen here."
          />
        </section>
        <Versions versions={versions} deskHref={deskHref} />
        <ClockForm asked={asked} path={`/rules/${rule.id}`} />
      </div>
    </Page>
  )
}

function Reading({ finding, mayDetermine }: { finding: FindingView; mayDetermine: boolean }) {
  const words = { applies: 'Applies', 'does-not-apply': 'Does not apply', open: 'Cannot be said' }
  return (
    <>
      {finding.determination ? `${words[finding.determination]}: ${finding.determinationReason}` : 'None yet'}{' '}
      {finding.determinedVersion !== null && finding.determinedVersion < finding.ruleVersion && (
        <span class="quiet">
          (read in version {finding.determinedVersion}; the rule is now in version {finding.ruleVersion}){' '}
        </span>
      )}
      {mayDetermine && (
        <a class="no-print" href={`/desk/findings/${finding.ruleId}/${finding.engagementId}`}>
          Record a reading
        </a>
      )}
    </>
  )
}
