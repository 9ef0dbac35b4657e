import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

type Look = { kind?: ButtonKind; icon?: string | undefined; isSmall?: boolean | undefined; children: ComponentChildren }

export type ButtonProps = Look & {
  type?: 'submit' | 'button' | 'reset'
  name?: string | undefined
  value?: string | undefined
  isDisabled?: boolean | undefined
  /** Id of a popover (dialog or menu) that this button opens; works without scripts. */
  opens?: string | undefined
  formAction?: string | undefined
  /** A key that presses it (see page.client.ts). */
  shortcut?: string | undefined
}

export function Button(props: ButtonProps) {
  const {
    kind = 'primary',
    icon,
    isSmall,
    children,
    type = 'submit',
    name,
    value,
    isDisabled,
    opens,
    formAction,
    shortcut,
  } = props
  return (
    <button
      class={classOf(kind, isSmall)}
      type={opens ? 'button' : type}
      name={name}
      value={value}
      disabled={isDisabled}
      popovertarget={opens}
      formAction={formAction}
      data-key={shortcut}
      aria-keyshortcuts={shortcut}
    >
      {icon && <Icon name={icon} />}
      {children}
      {shortcut && (
        <span class="button-key" aria-hidden="true">
          {shortcut}
        </span>
      )}
    </button>
  )
}

export type LinkButtonProps = Look & { href: string; download?: boolean | undefined; rel?: string | undefined }

/** Goes somewhere; looks like a button because it is the next step. */
export function LinkButton({ kind = 'primary', icon, isSmall, children, href, download, rel }: LinkButtonProps) {
  return (
    <a class={classOf(kind, isSmall)} href={href} download={download} rel={rel}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  )
}

export type IconButtonProps = Omit<ButtonProps, 'children' | 'kind' | 'isSmall'> & { icon: string; label: string }

export function IconButton({
  icon,
  label,
  type = 'button',
  name,
  value,
  isDisabled,
  opens,
  formAction,
}: IconButtonProps) {
  return (
    <button
      class="icon-button"
      type={type}
      name={name}
      value={value}
      disabled={isDisabled}
      popovertarget={opens}
      formAction={formAction}
      title={label}
    >
      <Icon name={icon} label={label} />
    </button>
  )
}

function classOf(kind: ButtonKind, isSmall: boolean | undefined) {
  return `button button-${kind}${isSmall ? ' button-small' : ''}`
}
