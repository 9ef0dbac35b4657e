import type { Viewer } from '#kernel/access'
import { mostCounted } from '#kernel/notifications'
import type { Document } from '#platform/http'
import { directionOf, formatDate, say } from '#platform/i18n'
import { Dialog, Footer, Icon, KeyHelp, KeySwitch, Masthead, SearchBox, SkipLink, ToastRegion } from '#ui'
import type { Islands } from '../islands.ts'
import { Mark } from './mark.tsx'

export interface Shell {
  name: string
  mission: string
  publicUrl: string
  version: string
  stylesheet: string
  islands: Islands
  navigation: { href: string; label: string }[]
  today(): string
}

const keys = [
  { keys: ['/'], does: 'Search' },
  { keys: ['g', 'h'], does: 'Go to the home page', href: '/' },
  { keys: ['g', 'm'], does: 'Go to the map', href: '/map' },
  { keys: ['g', 'd'], does: 'Go to the desk', href: '/desk' },
  { keys: ['?'], does: 'Show or hide this list' },
  { keys: ['Esc'], does: 'Close this list' },
]

/** The document around every page: masthead, content, footer, and nothing from anywhere else. */
export function makeDocument(shell: Shell): Document<Viewer> {
  return ({ head, content, viewer, path, url }) => {
    const own = viewer.accountId ? ['ui/page', 'app/shell/bell'] : ['ui/page']
    const islands = [...(head.islands ?? []), ...own].flatMap((name) => shell.islands[name] ?? [])
    const address = `${shell.publicUrl}${head.canonical ?? `${path}${url.search}`}`
    const title = path === '/' ? `${shell.name}: ${head.title}` : `${head.title} · ${shell.name}`
    const main = <main id="main" tabIndex={-1} dangerouslySetInnerHTML={{ __html: content }} />
    if (head.frame === 'none')
      return (
        <html lang="en" dir={directionOf('en')}>
          <head>
            <title>{title}</title>
            <meta name="robots" content="noindex" />
            <link rel="canonical" href={address} />
          </head>
          <body>{main}</body>
        </html>
      )
    return (
      <html lang="en" dir={directionOf('en')} class={head.frame === 'bare' ? 'is-embedded' : undefined}>
        <head>
          <meta charset="utf-8" />
          <title>{title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          {head.description && <meta name="description" content={head.description} />}
          {head.robots && <meta name="robots" content={head.robots} />}
          <link rel="canonical" href={address} />
          <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
          <link rel="stylesheet" href={shell.stylesheet} />
          {[...(head.styles ?? []), ...islands.flatMap((island) => island.styles)].map((href) => (
            <link rel="stylesheet" href={href} key={href} />
          ))}
          {(head.alternates ?? []).map((alternate) => (
            <link
              rel="alternate"
              type={alternate.type}
              href={alternate.href}
              title={alternate.title}
              key={alternate.href}
            />
          ))}
          <meta property="og:title" content={head.title} />
          {(head.signposts ?? []).map(({ rel, href, type }) => (
            <link rel={rel} href={new URL(href, shell.publicUrl).href} type={type} key={`${rel} ${href}`} />
          ))}
          {(head.named ?? []).map(([name, content]) => (
            <meta name={name} content={content} key={`${name} ${content}`} />
          ))}
          <meta property="og:type" content={head.isArticle ? 'article' : 'website'} />
          <meta property="og:site_name" content={shell.name} />
          <meta property="og:url" content={address} />
          {head.description && <meta property="og:description" content={head.description} />}
          {/* What a member of staff sees may have no card: it is drawn for visitors, and shown to them. */}
          {head.card && viewer.role === 'visitor' && (
            <CardTags
              href={cardAddress(shell.publicUrl, head.canonical ?? path)}
              text={`${head.title}. ${head.card}`}
            />
          )}
          {head.linkedData && (
            <script
              type="application/ld+json"
              // A closing tag inside a string would end the script element early.
              dangerouslySetInnerHTML={{ __html: JSON.stringify(head.linkedData).replaceAll('<', '\\u003c') }}
            />
          )}
          {islands.map((island) => (
            <script type="module" src={island.script} key={island.script} />
          ))}
        </head>
        <body>
          <SkipLink>{say('en', 'frame.skip')}</SkipLink>
          {head.frame === 'bare' ? (
            main
          ) : (
            <>
              <Masthead
                name={shell.name}
                mark={<Mark />}
                items={shell.navigation.map((item) => ({ ...item, isCurrent: isWithin(path, item.href) }))}
                search={
                  <SearchBox
                    action="/search"
                    label={say('en', 'frame.search')}
                    placeholder={say('en', 'frame.searchHint')}
                  />
                }
                aside={<Account viewer={viewer} />}
              />
              {main}
              <SiteFooter shell={shell} address={address} />
              <Dialog id="key-help" title="Keys">
                <KeyHelp lines={keys} />
                <KeySwitch
                  label="Use single-key shortcuts"
                  hint="This browser remembers your choice. The button Keys on this site, at the end of each page, opens this list either way."
                />
              </Dialog>
            </>
          )}
          <ToastRegion />
        </body>
      </html>
    )
  }
}

function CardTags({ href, text }: { href: string; text: string }) {
  return (
    <>
      <meta property="og:image" content={href} />
      <meta property="og:image:type" content="image/png" />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={text} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  )
}

/** `/countries/jp` → `/cards/countries/jp.png`; a question stays in the query. */
function cardAddress(publicUrl: string, address: string): string {
  const { pathname, search } = new URL(address, publicUrl)
  return `${publicUrl}/cards${pathname === '/' ? '/index' : pathname}.png${search}`
}

const isWithin = (path: string, href: string): boolean => path === href || (href !== '/' && path.startsWith(`${href}/`))

function Account({ viewer }: { viewer: Viewer }) {
  if (!viewer.accountId) return <a href="/sign-in">Sign in</a>
  return (
    <span class="account-bar">
      {viewer.role === 'staff' ? <a href="/desk">Desk</a> : <a href="/me">{viewer.name}</a>}
      <a href="/me/notifications" aria-label={`Notifications, ${viewer.unread} unread`} data-bell>
        <Icon name="bell" />
        <span class="unread" data-most={mostCounted} hidden={viewer.unread === 0}>
          {viewer.unread > mostCounted ? `${mostCounted}+` : viewer.unread}
        </span>
      </a>
    </span>
  )
}

function SiteFooter({ shell, address }: { shell: Shell; address: string }) {
  return (
    <Footer
      name={shell.name}
      mission={shell.mission}
      groups={[
        {
          title: 'Explore',
          items: shell.navigation,
        },
        {
          title: 'Use it',
          items: [
            { href: '/data', label: 'Data and API' },
            { href: '/method', label: 'Method' },
            { href: '/gaps', label: 'What we do not know' },
            { href: '/about', label: 'About' },
          ],
        },
      ]}
      printLine={say('en', 'frame.printed', { address, date: formatDate('en', shell.today()) })}
    >
      <p class="no-print">
        <button class="button button-quiet button-small" type="button" popovertarget="key-help" data-key="?">
          Keys on this site
        </button>
      </p>
      <p>
        Version {shell.version}. Software under the Apache License 2.0; data under the licenses named with each source.
      </p>
    </Footer>
  )
}
