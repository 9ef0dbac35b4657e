import type { ComponentChildren } from 'preact'
import { z } from 'zod'
import { form, type Viewer } from '#kernel/access'
import type { Writer } from '#platform/db'
import { Page, type Route } from '#platform/http'
import type { Problem } from '#platform/problem'
import { Button, PageHeader, ProblemSummary } from '#ui'
import { countProof } from './ways.ts'

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
        <ProblemSummary problem={props.problem} />
        {props.children}
      </div>
    </Page>
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

/** A code of 32 signs, as notices carry them; `what` is how people know it. */
export const codeOf = (what: string) =>
  z.object({
    code: z
      .string()
      .toLowerCase()
      // Two halves, written down one after the other, may have a space or a dash between.
      .transform((text) => text.replaceAll(/[\s-]/g, ''))
      .pipe(z.string().regex(/^[0-9a-z]{32}$/, `${what} has 32 letters and digits`)),
  })

interface Stopping {
  title: string
  action: string
  lede: string
  done: string
  what: string
  stop(db: Writer, input: { code: string; now: Date }): Promise<void>
}

/** Where the link of a notice leads: whoever holds an address of a person can stop what was begun with their account. */
export const stopForm = ({ title, action, lede, done, what, stop }: Stopping): Route<Viewer> =>
  form(
    codeOf(what),
    async ({ query, form: { values, problem } }) => (
      <DeedPage title={title} lede={lede} problem={problem}>
        <form method="post" action={action}>
          <input type="hidden" name="code" value={typed(values, 'code', query.code)} />
          <Button type="submit" kind="danger">
            Stop it
          </Button>
        </form>
      </DeedPage>
    ),
    async ({ db, input, clock }) => {
      await stop(db, { code: input.code, now: clock.now() })
      return <DeedPage title="Stopped" lede={done} />
    },
    countProof,
  )
