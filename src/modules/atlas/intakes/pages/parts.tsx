import { RecordEntry, RecordList, StatusChip, type StatusTone } from '#ui'
import { linesOf, standingOf } from '../rules.ts'
import { type IntakeView, type Section, sectionNames, sections } from '../schema.ts'

const standings: Record<ReturnType<typeof standingOf>, { tone: StatusTone; word: string }> = {
  asked: { tone: 'pending', word: 'Asked' },
  opened: { tone: 'partial', word: 'Opened' },
  overdue: { tone: 'negative', word: 'Overdue' },
  answered: { tone: 'positive', word: 'Answered' },
  closed: { tone: 'ended', word: 'Closed' },
}

export function Standing({ intake, today }: { intake: IntakeView; today: string }) {
  const { tone, word } = standings[standingOf(intake, today)]
  return <StatusChip tone={tone}>{word}</StatusChip>
}

/** All that was answered, section by section, each with its consent. */
export function CopyOfAnswers({
  intake,
  changeHref,
}: {
  intake: IntakeView
  changeHref?: (section: Section) => string
}) {
  return (
    <>
      {sectionNames.map((name) => (
        <section aria-labelledby={`copy-${name}`} class="stack" key={name}>
          <h2 id={`copy-${name}`}>{sections[name].title}</h2>
          <p class="quiet">
            {intake.finished.includes(name)
              ? intake.consented.includes(name)
                ? 'May be published, once you have confirmed the exact words.'
                : 'Not to be published.'
              : 'Not finished yet.'}
            {changeHref && (
              <>
                {' '}
                <a href={changeHref(name)}>
                  Change<span class="visually-hidden"> {sections[name].title.toLowerCase()}</span>
                </a>
              </>
            )}
          </p>
          {(intake.answers[name] ?? []).length === 0 && <p>Nothing was entered.</p>}
          {(intake.answers[name] ?? []).map((row, at) => (
            <div key={row.id}>
              {sections[name].most > 1 && (
                <h3>
                  {sections[name].row} {at + 1}
                </h3>
              )}
              <RecordList label={`${sections[name].row} ${at + 1}`}>
                {linesOf(name, row).map(({ term, value }) => (
                  <RecordEntry term={term} key={term}>
                    {value}
                  </RecordEntry>
                ))}
              </RecordList>
            </div>
          ))}
        </section>
      ))}
    </>
  )
}
