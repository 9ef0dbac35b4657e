import { Page } from '#platform/http'
import { formatNumber } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import { Button, LinkButton, Notice, PageHeader } from '#ui'
import { type UploadView, uploadMoved } from '../../uploads/schema.ts'
import { Discard, Trail } from './parts.tsx'

const words: Partial<Record<UploadView['state'], string>> = {
  receiving: 'The file has not arrived whole.',
  reading: 'The file is being read.',
  comparing: 'The file is being compared with what is known.',
  committing: 'The file is being brought in: all of it or nothing.',
}

/** Work that takes longer than one answer: how far it is, on its own where scripts run, and by a link where not. */
export function WaitingPage({ upload, problem }: { upload: UploadView; problem: Problem | undefined }) {
  const { id, title, state, doing, stepsDone, stepsAll } = upload
  return (
    <Page title={title} robots="noindex" islands={['ui/follow']}>
      <div class="wrap page-reading deed">
        <Trail title={title} />
        <PageHeader title={title} lede={words[state] ?? ''} />
        {problem && <Notice kind="danger" title={problem.message} isLive />}
        <div class="stack" data-follow={id} data-topic={uploadMoved} data-state={state}>
          {stepsAll > 0 && (
            <p>
              <progress max={stepsAll} value={stepsDone} aria-label={doing} />{' '}
              {`${doing}: ${formatNumber('en', Math.floor((100 * stepsDone) / stepsAll))} of 100`}
            </p>
          )}
          <p>
            {state === 'receiving'
              ? 'If it stopped halfway, send it again and throw this one away.'
              : 'You may leave this page; the work goes on without you.'}
          </p>
        </div>
        <p>
          <LinkButton href={`/desk/imports/${id}`} kind="secondary">
            Look again
          </LinkButton>
        </p>
        {state !== 'committing' && <Discard />}
      </div>
    </Page>
  )
}

export function FailedPage({ upload }: { upload: UploadView }) {
  return (
    <Page title={upload.title} robots="noindex">
      <div class="wrap page-reading deed">
        <Trail title={upload.title} />
        <PageHeader title={upload.title} lede="Nothing has changed." />
        <Notice kind="danger" title="This file cannot be read">
          <p>{upload.problem}</p>
        </Notice>
        <form method="post" class="row">
          <LinkButton href="/desk/imports/new">Send another file</LinkButton>
          <Button type="submit" name="deed" value="discard" kind="secondary">
            Throw this one away
          </Button>
        </form>
      </div>
    </Page>
  )
}
