import { dayOf } from '#platform/clock'
import { formatDate } from '#platform/i18n'
import type { NewsletterView } from '../newsletters/schema.ts'
import { type IssueView, issuePath } from './schema.ts'

/** Past issues, newest first. */
export function IssueList({ list, issues }: { list: NewsletterView; issues: IssueView[] }) {
  if (issues.length === 0) return <p>Nothing has been sent yet.</p>
  return (
    <ul class="entry-list">
      {issues.map((issue) => (
        <li key={issue.id}>
          <h3>
            <a href={issuePath(list.slug, issue.number ?? 0)}>{issue.subject}</a>
          </h3>
          <p class="quiet">
            {issue.preparedAt && formatDate('en', dayOf(issue.preparedAt))}
            {issue.preheader && `. ${issue.preheader}`}
          </p>
        </li>
      ))}
    </ul>
  )
}
