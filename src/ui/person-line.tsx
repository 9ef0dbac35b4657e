import type { ComponentChildren } from 'preact'

export type PersonLineProps = {
  name: string
  href?: string | undefined
  post?: ComponentChildren
  tenure?: ComponentChildren
  note?: ComponentChildren
}

/** A person by name, post and years: no picture, because a missing one says nothing and a present one may say too much. */
export function PersonLine({ name, href, post, tenure, note }: PersonLineProps) {
  return (
    <p class="person-line">
      <span class="person-line-name" dir="auto">
        {href ? <a href={href}>{name}</a> : name}
      </span>
      {post && <span>{post}</span>}
      {tenure && <span class="person-line-tenure">{tenure}</span>}
      {note}
    </p>
  )
}
