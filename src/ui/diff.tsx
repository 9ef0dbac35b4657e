import type { ComponentChildren } from 'preact'

export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string }

/** Changed words inside running text. `<ins>` and `<del>` say it to readers; line and strike say it without color. */
export function Diff({ parts, label }: { parts: DiffPart[]; label?: ComponentChildren }) {
  const isChanged = parts.some((part) => part.kind !== 'same')
  return (
    <div class="diff">
      {label && <p class="diff-label">{label}</p>}
      <p class="diff-text" dir="auto">
        {isChanged ? (
          parts.map((part, index) => <DiffWords {...part} key={index} />)
        ) : (
          <span class="quiet">Nothing changed.</span>
        )}
      </p>
    </div>
  )
}

function DiffWords({ kind, text }: DiffPart) {
  if (kind === 'added') return <ins>{text}</ins>
  if (kind === 'removed') return <del>{text}</del>
  return <>{text}</>
}
