import { z } from 'zod'
import { form, pageOf, routes, type Viewer } from '#kernel/access'
import { takeWork, WorkField, workIsland } from '#kernel/proofs'
import { Page, type Routes, redirect } from '#platform/http'
import { formatNumber } from '#platform/i18n'
import { notFound } from '#platform/problem'
import { Breadcrumbs, Button, Notice, PageHeader, Pagination, ProblemSummary, RadioGroup, TextField } from '#ui'
import { findLetter, getLetterByCode, getTextToSign } from '../letters/read.ts'
import { isOpen } from '../letters/rules.ts'
import { withinPage } from '../pictures/read.ts'
import { TextView } from '../texts/pages/text.tsx'
import { shownText, wholeOf } from '../texts/read.ts'
import { figuresOf } from '../works/pages/parts.tsx'
import { getLive } from '../works/read.ts'
import { workKinds, workPath } from '../works/schema.ts'
import { SignatureList } from './panels.tsx'
import { getSignatureByCode, listSignatures } from './read.ts'
import { newSignature, signatureDeed } from './schema.ts'
import { askToSign, confirmSignature, withdrawSignature } from './write.ts'

const pageSize = 200

export const signaturePages = (publicUrl: string): Routes<Viewer> =>
  routes({
    '/works/:slug/signatures': pageOf(
      z.object({ page: z.coerce.number('Write the page as a number').int().min(1).max(100_000).default(1) }),
      async ({ db, params, query }) => {
        const live = await getLive(db, params.slug ?? '')
        const letter = live.state === 'published' ? await findLetter(db, live.workId) : undefined
        if (!letter) throw notFound('publications.letter.unknown', 'There is no such letter.')
        const signatures = await listSignatures(db, letter, { page: query.page, size: pageSize })
        return (
          <Page title={`Signatures of “${live.title}”`} canonical={`${workPath(live.slug)}/signatures`}>
            <div class="wrap page-reading">
              <Breadcrumbs items={[{ href: workPath(live.slug), label: live.title }, { label: 'Signatures' }]} />
              <PageHeader
                title="Signatures"
                lede={`${formatNumber('en', letter.signed)} stand under the text as it is.`}
              />
              <SignatureList signatures={signatures} />
              <Pagination
                page={query.page}
                pages={Math.ceil(letter.signed / pageSize)}
                hrefOf={(page) => `${workPath(live.slug)}/signatures?page=${page}`}
              />
            </div>
          </Page>
        )
      },
    ),

    '/letters/:code': form(
      newSignature,
      async ({ db, viewer, params, clock, form: { values, problem } }) => {
        const letter = await getLetterByCode(db, params.code ?? '')
        const edition = await getTextToSign(db, letter)
        const typed = (name: string, otherwise = '') => String(values[name] ?? otherwise)
        const error = (name: string) => problem?.fields[name]
        return (
          <Page title={`Sign “${edition.title}”`} robots="noindex" islands={[workIsland]}>
            <article class="wrap" lang={edition.language} dir="auto">
              {edition.isSample && (
                <Notice kind="sample" title="Sample">
                  Nobody has made this statement, and signing it means nothing.
                </Notice>
              )}
              {edition.state !== 'published' && (
                <Notice kind="warning" title="Not public yet">
                  You were sent this to sign. Please do not pass it on before it is published.
                </Notice>
              )}
              <ProblemSummary problem={problem} />
              <PageHeader eyebrow={workKinds[edition.kind]} title={edition.title} lede={edition.teaser} />
              <TextView
                text={wholeOf(await shownText(db, viewer, edition, await withinPage(db, edition)))}
                figureOf={await figuresOf(db, viewer, edition)}
              />
              {isOpen(letter, clock.now()) ? (
                <form method="post" class="stack text-end" aria-labelledby="sign">
                  <h2 id="sign">Sign it</h2>
                  <WorkField />
                  <TextField
                    name="name"
                    label="Name, as it should stand"
                    value={typed('name')}
                    error={error('name')}
                    autoComplete="name"
                  />
                  <TextField
                    name="title"
                    label="Title"
                    isRequired={false}
                    value={typed('title')}
                    error={error('title')}
                    hint="Office and place, as it should stand"
                  />
                  <RadioGroup
                    name="capacity"
                    label="In which capacity"
                    value={typed('capacity')}
                    error={error('capacity')}
                    options={[
                      { value: 'personal', label: 'Personal: the title is marked as for identification only' },
                      { value: 'official', label: 'Official: I may speak for my office' },
                    ]}
                  />
                  {letter.federal !== 'anybody' && (
                    <RadioGroup
                      name="isFederal"
                      label="Do you work for the federal government?"
                      value={typed('isFederal')}
                      error={error('isFederal')}
                      hint="Asked because of the limits on such employees. Your answer is not kept."
                      options={[
                        { value: 'no', label: 'No' },
                        { value: 'yes', label: 'Yes' },
                      ]}
                    />
                  )}
                  <TextField
                    name="address"
                    type="email"
                    label="E-mail address"
                    value={typed('address')}
                    error={error('address')}
                    hint="For the link by which you confirm, and can withdraw. Never shown."
                    autoComplete="email"
                  />
                  <Button type="submit">Send me the link</Button>
                </form>
              ) : (
                <Notice kind="info" title="This letter is closed">
                  It takes no more signatures.
                </Notice>
              )}
            </article>
          </Page>
        )
      },
      async ({ db, actor, params, input, clock }) => {
        const letter = await getLetterByCode(db, params.code ?? '')
        await askToSign(db, actor, { ...input, letter, now: clock.now(), publicUrl })
        return redirect('/signatures/asked')
      },
      ({ database, clock, remote, input: { work } }) => takeWork(database, { work, remote, now: clock.now() }),
    ),

    '/signatures/asked': pageOf(z.object({}), async () => (
      <Page title="Look into your mailbox" robots="noindex">
        <div class="wrap page-narrow">
          <PageHeader
            title="Look into your mailbox"
            lede="A link is on its way. Your name stands under the letter when you have followed it."
          />
        </div>
      </Page>
    )),

    '/signatures/:code': form(
      signatureDeed,
      async ({ db, viewer, params, form: { problem } }) => {
        const signature = await getSignatureByCode(db, params.code ?? '')
        const letter = await findLetter(db, signature.workId)
        if (!letter) throw notFound('publications.letter.unknown', 'There is no such letter.')
        const edition = await getTextToSign(db, letter)
        const stands = signature.state === 'confirmed' && letter.agreedHashes.includes(signature.contentHash)
        return (
          <Page title={`Your signature of “${edition.title}”`} robots="noindex">
            <article class="wrap">
              <ProblemSummary problem={problem} />
              <PageHeader title={edition.title} lede={standing(signature.state, stands)} />
              <SignatureList signatures={[signature]} />
              <TextView
                text={wholeOf(await shownText(db, viewer, edition, await withinPage(db, edition)))}
                figureOf={await figuresOf(db, viewer, edition)}
              />
              <form method="post" class="row text-end">
                {!stands && ['pending', 'confirmed'].includes(signature.state) && (
                  <Button type="submit" name="deed" value="confirm">
                    I agree to this text
                  </Button>
                )}
                {['pending', 'confirmed'].includes(signature.state) && (
                  <Button type="submit" name="deed" value="withdraw" kind="danger">
                    Withdraw my signature
                  </Button>
                )}
              </form>
            </article>
          </Page>
        )
      },
      async ({ db, actor, params, input, clock }) => {
        const asked = { code: params.code ?? '', now: clock.now() }
        if (input.deed === 'confirm') await confirmSignature(db, actor, asked)
        else await withdrawSignature(db, actor, asked)
        return redirect(`/signatures/${params.code}`)
      },
    ),
  })

function standing(state: string, stands: boolean): string {
  if (stands) return 'Your name stands under this text.'
  if (state === 'confirmed')
    return 'The text has changed since you signed. Your name stands under it only if you agree again.'
  if (state === 'pending') return 'Your name does not stand under this text yet.'
  return state === 'withdrawn' ? 'You have withdrawn your signature.' : 'The editors have taken this signature out.'
}
