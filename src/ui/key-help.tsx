export type KeyLine = { keys: string[]; does: string }

/** What the keyboard does here; keys of one line are pressed one after the other. */
export function KeyHelp({ title = 'Keys', lines }: { title?: string; lines: KeyLine[] }) {
  return (
    <div class="key-help">
      <h2 class="key-help-title">{title}</h2>
      <dl class="key-help-list">
        {lines.map((line) => (
          <div key={line.does}>
            <dt>
              {line.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{line.does}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
