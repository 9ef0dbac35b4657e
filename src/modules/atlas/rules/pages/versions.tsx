import { dayOf } from '#platform/clock'
import { formatDate, formatPartialDate } from '#platform/i18n'
import { Diff, SectionHeading } from '#ui'
import { changedWords, inWords } from '../rules.ts'
import type { RuleVersionView } from '../schema.ts'

/** Every version of a rule, newest first, each beside what it changed. */
export function Versions({ versions, deskHref }: { versions: RuleVersionView[]; deskHref: string | undefined }) {
  return (
    <section aria-labelledby="versions">
      <SectionHeading
        title="Versions"
        id="versions"
        note="The text and the tested scope as they were put on record. A reviewer’s reading keeps the version it read."
        action={deskHref ? <a href={deskHref}>Record a new version</a> : undefined}
      />
      <ol class="entry-list" reversed>
        {versions.map((version, index) => {
          const before = versions[index + 1]
          return (
            <li key={version.number} value={version.number}>
              <p>
                <strong>Version {version.number}</strong>
                {version.inForceFrom && `, in force from ${formatPartialDate('en', version.inForceFrom)}`}
                {version.inForceTo && ` to ${formatPartialDate('en', version.inForceTo)}`}{' '}
                <span class="quiet">
                  recorded {formatDate('en', dayOf(version.recordedAt))}: {version.why}
                </span>
              </p>
              {before ? (
                <>
                  <Diff label="Text" parts={changedWords(before.summary, version.summary)} />
                  <Diff label="Scope, as tested" parts={changedWords(inWords(before.test), inWords(version.test))} />
                </>
              ) : (
                <p>{version.summary}</p>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
