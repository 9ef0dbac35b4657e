import { renderToStaticMarkup } from 'preact-render-to-string'
import { dayOf } from '#platform/clock'
import { directionOf, formatDate, formatInstant, siteName } from '#platform/i18n'
import { teaserOf, typeOf } from '../../occasions/rules.ts'
import { TextView } from '../../texts/pages/text.tsx'
import { figureOfThese } from '../../works/pages/parts.tsx'
import { workPath } from '../../works/schema.ts'
import { type ArchiveEvent, archivePath, type Kept } from '../schema.ts'

const occasions: Record<ArchiveEvent, string> = {
  published: 'as it was published',
  corrected: 'as it was corrected',
  withdrawn: 'as it stood when it was withdrawn',
}

/** A work as a document that needs nothing but its style sheet, itself kept by its hash: no script, no frame of the site. */
export function drawKept({ edition, event, address, at, styleHash, body, corrections, figures, text }: Kept): string {
  const document = (
    <html lang={edition.language} dir={directionOf(edition.language)}>
      <head>
        <meta charset="utf-8" />
        <title>{`${edition.title} · ${siteName}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href={`/archive/parts/${styleHash}.css`} />
      </head>
      <body>
        <main>
          <p class="kept" lang="en" dir="ltr">
            This page was kept on {formatInstant('en', at)}, {occasions[event]}. It never changes:{' '}
            {archivePath(address)}. What stands now: <a href={workPath(edition.slug)}>{workPath(edition.slug)}</a>.
            {edition.isSample && ' It is a sample: nobody has published it.'}
          </p>
          {edition.state === 'withdrawn' && (
            <p class="kept" lang="en" dir="ltr">
              Withdrawn: {edition.endReason}
            </p>
          )}
          <p class="imprint">{[typeOf(edition, at), edition.series].filter(Boolean).join(' · ')}</p>
          <h1>{edition.title}</h1>
          <p>{teaserOf(edition, at)}</p>
          <p class="imprint">
            {edition.authors.map(({ name, office }) => (office ? `${name} (${office})` : name)).join(', ')}
            {edition.authors.length > 0 && '. '}
            {body.name}
            {edition.publishedAt && `, ${formatDate('en', dayOf(edition.publishedAt))}`}, edition {edition.number}.
          </p>
          <TextView text={text} figureOf={figureOfThese(figures)} />
          {corrections.length > 0 && (
            <section>
              <h2>Corrections</h2>
              <ul>
                {corrections.map(({ number, correctedOn, reason, said, says }) => (
                  <li key={`${number} ${said}`}>
                    {formatDate('en', correctedOn)}: {reason} It said: <del>{said}</del>.
                    {says && (
                      <>
                        {' '}
                        It now says: <ins>{says}</ins>
                      </>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )}
        </main>
      </body>
    </html>
  )
  return `<!doctype html>\n${renderToStaticMarkup(document)}\n`
}
