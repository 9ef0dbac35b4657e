import type { ComponentChildren } from 'preact'
import { Page } from '#platform/http'
import type { Problem } from '#platform/problem'
import { ErrorSummary, Notice, PageHeader } from '#ui'

/** A page with one thing to do: what it is, what was wrong, and the form. */
export function DeedPage(props: {
  title: string
  lede?: ComponentChildren
  problem?: Problem | undefined
  islands?: string[]
  children?: ComponentChildren
}) {
  return (
    <Page title={props.title} robots="noindex" {...(props.islands ? { islands: props.islands } : {})}>
      <div class="wrap page-narrow deed">
        <PageHeader title={props.title} lede={props.lede} />
        {props.problem && <Wrong problem={props.problem} />}
        {props.children}
      </div>
    </Page>
  )
}

function Wrong({ problem }: { problem: Problem }) {
  const errors = Object.entries(problem.fields).map(([field, message]) => ({ field, message }))
  return errors.length > 0 ? (
    <ErrorSummary errors={errors} title={problem.message} />
  ) : (
    <Notice kind="danger" title={problem.message} isLive />
  )
}

/** The two hidden fields that an authenticator’s answer fills, beside what the form carries anyway. */
export function Credential({ prefix = '' }: { prefix?: string }) {
  return (
    <>
      <input type="hidden" name={`${prefix}challenge`} data-answer="challenge" />
      <input type="hidden" name={`${prefix}credential`} data-answer="credential" />
    </>
  )
}

/** What a form showed of a text field before. */
export const typed = (values: Record<string, string | string[]>, name: string, otherwise = ''): string =>
  String(values[name] ?? otherwise)
