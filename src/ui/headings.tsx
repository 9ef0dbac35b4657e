import type { ComponentChildren } from 'preact'

/** A few words above a title that say what kind of thing follows. */
export function Eyebrow({ children, isNew }: { children: ComponentChildren; isNew?: boolean | undefined }) {
  return <p class={isNew ? 'eyebrow eyebrow-new' : 'eyebrow'}>{children}</p>
}

export function Lede({ children }: { children: ComponentChildren }) {
  return <p class="lede">{children}</p>
}

export type PageHeaderProps = {
  title: ComponentChildren
  eyebrow?: ComponentChildren
  lede?: ComponentChildren
  meta?: ComponentChildren
  actions?: ComponentChildren
}

/** The one obvious first thing of a page. */
export function PageHeader({ title, eyebrow, lede, meta, actions }: PageHeaderProps) {
  return (
    <header class="page-header">
      {eyebrow && <Eyebrow>{eyebrow}</Eyebrow>}
      <h1>{title}</h1>
      {lede && <Lede>{lede}</Lede>}
      {meta && <div class="page-header-meta">{meta}</div>}
      {actions && <div class="page-header-actions row no-print">{actions}</div>}
    </header>
  )
}

export type SectionHeadingProps = {
  title: ComponentChildren
  id?: string | undefined
  level?: 2 | 3 | 4
  note?: ComponentChildren
  action?: ComponentChildren
}

export function SectionHeading({ title, id, level = 2, note, action }: SectionHeadingProps) {
  const Heading = levels[level]
  return (
    <div class="section-heading">
      <Heading id={id}>{title}</Heading>
      {note && <p class="section-heading-note">{note}</p>}
      {action && <div class="section-heading-action no-print">{action}</div>}
    </div>
  )
}

const levels = { 2: 'h2', 3: 'h3', 4: 'h4' } as const
