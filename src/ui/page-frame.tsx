import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export type NavigationItem = { href: string; label: string; isCurrent?: boolean | undefined }

export function SkipLink({
  target = 'main',
  children = 'Skip to main content',
}: {
  target?: string
  children?: ComponentChildren
}) {
  return (
    <a class="skip-link" href={`#${target}`}>
      {children}
    </a>
  )
}

export type MastheadProps = {
  name: string
  home?: string
  /** The body's own mark; decoration, because its name stands beside it. */
  mark?: ComponentChildren
  items: NavigationItem[]
  navigationLabel?: string
  menuLabel?: string
  search?: ComponentChildren
  /** Account, language and the like. */
  aside?: ComponentChildren
}

/** Name, search and main navigation. Narrow screens get the same links in a `<details>`, so that no script is needed. */
export function Masthead(props: MastheadProps) {
  const { name, home = '/', mark, items, navigationLabel = 'Main', menuLabel = 'Menu', search, aside } = props
  return (
    <header class="masthead">
      <div class="wrap masthead-row">
        <a class="masthead-name" href={home} rel="home">
          {mark && (
            <span class="masthead-mark" aria-hidden="true">
              {mark}
            </span>
          )}
          <span>{name}</span>
        </a>
        <div class="masthead-aside no-print">
          {search && <div class="masthead-search">{search}</div>}
          {aside}
        </div>
        <details class="masthead-menu no-print">
          <summary>
            <Icon name="menu" />
            {menuLabel}
          </summary>
          <div class="masthead-panel">
            {search}
            <MainNavigation items={items} label={navigationLabel} />
          </div>
        </details>
      </div>
      <div class="masthead-wide no-print">
        <div class="wrap">
          <MainNavigation items={items} label={navigationLabel} />
        </div>
      </div>
    </header>
  )
}

export function MainNavigation({ items, label }: { items: NavigationItem[]; label: string }) {
  return (
    <nav class="main-navigation" aria-label={label}>
      <ul class="main-navigation-list">
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={item.isCurrent ? 'page' : undefined}>
              {item.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export type SearchBoxProps = {
  action: string
  label: string
  name?: string
  value?: string | undefined
  placeholder?: string | undefined
}

/** `data-key="/"` lets the page's script bring the reader here with one key. */
export function SearchBox({ action, label, name = 'q', value, placeholder }: SearchBoxProps) {
  return (
    <search>
      <form class="search-box" action={action} method="get">
        <input
          type="search"
          name={name}
          value={value}
          placeholder={placeholder ?? label}
          aria-label={label}
          data-key="/"
        />
        <button type="submit">
          <Icon name="search" label={label} />
        </button>
      </form>
    </search>
  )
}

/** The last item is where the reader is and has no link. */
export function Breadcrumbs({
  items,
  label = 'You are here',
}: {
  items: { href?: string | undefined; label: string }[]
  label?: string
}) {
  return (
    <nav class="breadcrumbs" aria-label={label}>
      <ol class="breadcrumbs-list">
        {items.map((item) => (
          <li key={item.label}>
            {item.href ? <a href={item.href}>{item.label}</a> : <span aria-current="page">{item.label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}

export type FooterProps = {
  name: string
  mission?: ComponentChildren
  groups: { title: string; items: NavigationItem[] }[]
  /** Address of this page and the date it was printed or last changed: what a printed copy must carry. */
  printLine?: string | undefined
  children?: ComponentChildren
}

export function Footer({ name, mission, groups, printLine, children }: FooterProps) {
  return (
    <footer class="footer">
      <div class="wrap footer-grid">
        <div class="footer-about">
          <p class="footer-name">{name}</p>
          {mission && <p class="footer-mission">{mission}</p>}
        </div>
        {groups.map((group) => (
          <nav class="footer-group no-print" aria-label={group.title} key={group.title}>
            <p class="footer-title">{group.title}</p>
            <ul class="footer-list">
              {group.items.map((item) => (
                <li key={item.href}>
                  <a href={item.href}>{item.label}</a>
                </li>
              ))}
            </ul>
          </nav>
        ))}
      </div>
      {children && <div class="wrap footer-small">{children}</div>}
      {printLine && (
        <p class="wrap footer-print" data-part="printed">
          {printLine}
        </p>
      )}
    </footer>
  )
}
