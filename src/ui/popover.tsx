import type { ComponentChildren } from 'preact'
import { Button, IconButton } from './button.tsx'

export type DialogProps = {
  id: string
  title: ComponentChildren
  children: ComponentChildren
  actions?: ComponentChildren
  closeLabel?: string
}

/**
 * A dialog that any `<Button opens={id}>` opens without scripts, through the Popover API: Escape and a click outside close it.
 * It does not hold the focus inside; a deed that must not be missed gets a page of its own.
 */
export function Dialog({ id, title, children, actions, closeLabel = 'Close' }: DialogProps) {
  return (
    <div class="dialog" id={id} popover="auto" role="dialog" aria-labelledby={`${id}-title`}>
      <div class="dialog-head">
        <h2 class="dialog-title" id={`${id}-title`}>
          {title}
        </h2>
        <button class="icon-button" type="button" popovertarget={id} popovertargetaction="hide" aria-label={closeLabel}>
          <span aria-hidden="true">×</span>
        </button>
      </div>
      <div class="dialog-body">{children}</div>
      {actions && <div class="dialog-actions row">{actions}</div>}
    </div>
  )
}

export type MenuItem =
  | { label: string; href: string; isDangerous?: boolean | undefined }
  | { label: string; name: string; value: string; isDangerous?: boolean | undefined }

/** A button with a short list of links, or of deeds when it stands inside a form. */
export function Menu({
  id,
  label,
  icon,
  items,
}: {
  id: string
  label: string
  icon?: string | undefined
  items: MenuItem[]
}) {
  return (
    <div class="menu no-print">
      {icon ? (
        <IconButton icon={icon} label={label} opens={id} />
      ) : (
        <Button kind="secondary" isSmall opens={id}>
          {label}
        </Button>
      )}
      <ul class="menu-list" id={id} popover="auto" aria-label={label}>
        {items.map((item) => (
          <li key={item.label}>
            <MenuEntry item={item} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function MenuEntry({ item }: { item: MenuItem }) {
  const look = item.isDangerous ? 'menu-entry menu-entry-danger' : 'menu-entry'
  return 'href' in item ? (
    <a class={look} href={item.href}>
      {item.label}
    </a>
  ) : (
    <button class={look} type="submit" name={item.name} value={item.value}>
      {item.label}
    </button>
  )
}
