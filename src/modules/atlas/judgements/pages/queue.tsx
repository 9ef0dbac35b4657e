import { Page } from '#platform/http'
import { formatInstant, formatNumber, plural } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import {
  Breadcrumbs,
  Button,
  DataTable,
  EmptyState,
  KeyHelp,
  KeySwitch,
  Notice,
  PageHeader,
  SectionHeading,
  SelectField,
  TextField,
} from '#ui'
import { automaticProbability } from '../../matches/matching/decision.ts'
import { percent } from '../../matches/matching/probability.ts'
import { ReasonsWaterfall } from '../../mentions/panels.tsx'
import type { Candidate } from '../../mentions/schema.ts'
import { inWords } from '../rules.ts'
import { type OpenName, type Progress, type QueueQuery, reasonsOpen, type StandingJudgement } from '../schema.ts'

export interface QueueProps {
  asked: QueueQuery
  open: OpenName | undefined
  /** What stands of the open name already. */
  said: StandingJudgement[]
  progress: Progress
  choices: { uploadId: string; title: string; country: string; open: number }[]
  latest: StandingJudgement[]
  undoable: StandingJudgement | undefined
  names: Map<string, string>
  addressOf: (asked: QueueQuery, path?: string) => string
  note: string
  problem: Problem | undefined
}

export function QueuePage(props: QueueProps) {
  const { asked, open, progress, undoable, latest, names, addressOf, problem } = props
  const all = progress.judged + progress.open
  return (
    <Page title="Names to tell" robots="noindex">
      <div class="wrap page-reading deed">
        <Breadcrumbs items={[{ href: '/desk/imports', label: 'Imports' }, { label: 'Names to tell' }]} />
        <PageHeader
          title="Names that nobody can tell yet"
          lede={`${formatNumber('en', progress.judged)} of ${formatNumber('en', all)} answered. A name is told without you from a probability of ${percent(automaticProbability)} on, unless it is only similar and no point confirms it; all others wait here.`}
        />
        {problem && <Notice kind="danger" title={problem.message} isLive />}
        {open ? (
          <OpenNameForm {...props} open={open} />
        ) : (
          <EmptyState title={progress.open > 0 ? 'Nothing more for you here' : 'No name is open'}>
            {progress.open > 0
              ? 'What is left is in somebody else’s hands, or you were unsure of it yourself.'
              : 'Names come here from imports, when several places fit or none surely does.'}
          </EmptyState>
        )}
        {undoable && (
          <form method="post" action={addressOf(asked, '/undoing')} class="row">
            <input type="hidden" name="id" value={undoable.id} />
            <Button type="submit" kind="secondary" shortcut="u">
              Undo
            </Button>
            <span>You {inWords(undoable)}.</span>
          </form>
        )}
        <Narrow {...props} />
        <SectionHeading title="Said last" note="By anyone. Taken back, a name is open again." />
        <DataTable
          caption="The last judgements that stand"
          isCaptionHidden
          columns={[
            { key: 'when', label: 'When', cell: (each) => formatInstant('en', each.judgedAt) },
            {
              key: 'what',
              label: 'What',
              cell: (each) => `${names.get(each.judgedBy) ?? 'Somebody'} ${inWords(each)}`,
            },
            {
              key: 'undo',
              label: 'Undo',
              cell: (each) => (
                <form method="post" action={addressOf(asked, '/undoing')}>
                  <Button type="submit" name="id" value={each.id} kind="quiet" isSmall>
                    Take it back <span class="visually-hidden">: {each.name}</span>
                  </Button>
                </form>
              ),
            },
          ]}
          rows={latest}
          keyOf={(each) => each.id}
          whenEmpty="Nobody has judged a name yet."
        />
        <SectionHeading title="By keyboard" />
        <KeyHelp
          lines={[
            { keys: ['1', '–', '9'], does: 'It is this one' },
            { keys: ['n'], does: 'None of these' },
            { keys: ['s'], does: 'Unsure, ask another' },
            { keys: ['u'], does: 'Undo what you said last' },
            { keys: ['j'], does: 'Look at the next name' },
            { keys: ['k'], does: 'Back to the one before' },
          ]}
        />
        <KeySwitch label="Single keys" hint="Turn them off if you press keys by chance or speak to your computer." />
      </div>
    </Page>
  )
}

function OpenNameForm({ open, said, asked, names, addressOf, note }: QueueProps & { open: OpenName }) {
  const where = [open.region, open.country].filter(Boolean).join(', ')
  const point =
    open.latitude === null || open.longitude === null
      ? ''
      : ` The file puts it at ${open.latitude.toFixed(2)}, ${open.longitude.toFixed(2)}.`
  return (
    <form method="post" class="stack" action={addressOf(asked)}>
      <SectionHeading
        title={[open.name, where].filter(Boolean).join(', ')}
        note={`${reasonsOpen[open.why]}. ${open.words}${point}`}
      />
      <p>
        <a href={`/desk/imports/${open.uploadId}/rows/${open.firstRow}`}>Row {formatNumber('en', open.firstRow)}</a> of{' '}
        {open.fileTitle} ({open.sourceTitle})
        {open.rowCount > 1 && `, and ${plural('en', open.rowCount - 1, 'more row', 'more rows')}`}. Your answer holds
        for every row with this name, in every file of this source.
      </p>
      {said.map((each) => (
        <p key={each.id}>
          {names.get(each.judgedBy) ?? 'Somebody'} {inWords(each)}.{each.note && ` “${each.note}”`}
        </p>
      ))}
      <input type="hidden" name="uploadId" value={open.uploadId} />
      <input type="hidden" name="key" value={open.key} />
      <input type="hidden" name="seen" value={said[0]?.id ?? ''} />
      <ol class="stack">
        {open.candidates.map((candidate, at) => (
          <CandidateEntry key={candidate.id} candidate={candidate} at={at} />
        ))}
      </ol>
      <TextField
        name="note"
        label="Note for others"
        value={note}
        isRequired={false}
        hint="How you know, or what made you unsure. Name no private person."
      />
      <p class="row">
        <Button type="submit" name="answer" value="none" kind="secondary" shortcut="n">
          None of these
        </Button>
        <Button type="submit" name="answer" value="unsure" kind="secondary" shortcut="s">
          Unsure, ask another
        </Button>
        <a href={addressOf({ ...asked, skip: asked.skip + 1 })} data-key="j">
          Look at the next
        </a>
        {asked.skip > 0 && (
          <a href={addressOf({ ...asked, skip: asked.skip - 1 })} data-key="k">
            Back
          </a>
        )}
      </p>
    </form>
  )
}

/** A candidate with how probable it is, and what of all that is known made it so. */
function CandidateEntry({ candidate, at }: { candidate: Candidate; at: number }) {
  const { id, name, probability } = candidate
  return (
    <li>
      <p>
        <strong>
          {name}: {percent(probability)}
        </strong>{' '}
        <a href={`/desk/organizations/${id}`}>Its record</a>
      </p>
      <ReasonsWaterfall candidate={candidate} />
      <p class="row">
        <Button type="submit" name="answer" value={`same:${id}`} shortcut={at < 9 ? String(at + 1) : undefined}>
          It is {name}
        </Button>
        <Button type="submit" name="answer" value={`different:${id}`} kind="quiet">
          Not this one
        </Button>
      </p>
    </li>
  )
}

function Narrow({ asked, choices }: QueueProps) {
  const countries = [...new Set(choices.map(({ country }) => country))].filter(Boolean).sort()
  const uploads = new Map(choices.map(({ uploadId, title }) => [uploadId, title]))
  return (
    <form method="get" class="filter-form">
      <SelectField
        name="upload"
        label="Import"
        value={asked.upload}
        placeholder="All"
        isRequired={false}
        options={[...uploads].map(([value, label]) => ({ value, label }))}
      />
      <SelectField
        name="country"
        label="Country"
        value={asked.country}
        placeholder="All"
        isRequired={false}
        options={countries.map((value) => ({ value, label: value }))}
      />
      <SelectField
        name="why"
        label="Why it is open"
        value={asked.why}
        placeholder="Any reason"
        isRequired={false}
        options={Object.entries(reasonsOpen).map(([value, label]) => ({ value, label }))}
      />
      <Button type="submit" kind="secondary">
        Narrow
      </Button>
    </form>
  )
}
