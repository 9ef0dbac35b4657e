import type { VNode } from 'preact'
import { Page } from '#platform/http'
import { type Locale, say } from '#platform/i18n'
import { type Problem, statusOf } from '#platform/problem'
import { LinkButton } from '#ui'

/** A problem as JSON: RFC 9457 with our stable code and, where fields are at fault, a sentence for each. */
export function problemBody(problem: Problem, requestId: string): object {
  return {
    type: `/method#${problem.kind}`,
    title: problem.message,
    status: statusOf(problem),
    code: problem.code,
    requestId,
    ...(Object.keys(problem.fields).length > 0 ? { errors: problem.fields } : {}),
  }
}

export const bugBody = (requestId: string): object => ({
  type: '/method#bug',
  title: say('en', 'problem.bug'),
  status: 500,
  code: 'bug',
  requestId,
})

/** Programs get JSON, people get pages. */
export const wantsJson = (request: Request): boolean =>
  new URL(request.url).pathname.startsWith('/api/') ||
  (request.headers.get('accept') ?? '').startsWith('application/json')

/** A problem as a page: what happened, what to do, a way on. */
export function ProblemPage({ problem, locale, next }: { problem: Problem; locale: Locale; next: string }): VNode {
  return (
    <Page title={say(locale, `problem.${problem.kind}`)} robots="noindex">
      <div class="wrap page-narrow">
        <p class="eyebrow">{statusOf(problem)}</p>
        <h1>{say(locale, `problem.${problem.kind}`)}</h1>
        <p class="lede">{problem.message}</p>
        {Object.keys(problem.fields).length > 0 && (
          <ul>
            {Object.entries(problem.fields).map(([field, sentence]) => (
              <li key={field}>
                <strong>{field}</strong>: {sentence}
              </li>
            ))}
          </ul>
        )}
        {problem.kind === 'unauthenticated' && (
          <p>
            <LinkButton href={`/sign-in?${new URLSearchParams({ next })}`}>Sign in</LinkButton>
          </p>
        )}
        <WaysOn locale={locale} />
      </div>
    </Page>
  )
}

export function BugPage({ requestId, locale }: { requestId: string; locale: Locale }): VNode {
  return (
    <Page title={say(locale, 'problem.bug')} robots="noindex">
      <div class="wrap page-narrow">
        <p class="eyebrow">500</p>
        <h1>{say(locale, 'problem.bug')}</h1>
        <p class="lede">{say(locale, 'problem.bugHelp', { id: requestId })}</p>
        <WaysOn locale={locale} />
      </div>
    </Page>
  )
}

function WaysOn({ locale }: { locale: Locale }) {
  return (
    <p>
      <a href="/">{say(locale, 'problem.home')}</a> · <a href="/search">{say(locale, 'frame.search')}</a> ·{' '}
      <a href="/map">Map</a>
    </p>
  )
}
