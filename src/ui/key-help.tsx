/** A line with an address is a link that the page's script follows when its keys are pressed (`data-keys`). */
export type KeyLine = { keys: string[]; does: string; href?: string }

/** What the keyboard does here; keys of one line are pressed one after the other. Inside a dialog, the dialog has the title. */
export function KeyHelp({ title, lines }: { title?: string; lines: KeyLine[] }) {
  return (
    <div class="key-help">
      {title && <h2 class="key-help-title">{title}</h2>}
      <dl class="key-help-list">
        {lines.map((line) => (
          <div key={line.does}>
            <dt>
              {line.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>
              {line.href ? (
                <a href={line.href} data-keys={line.keys.join(' ')}>
                  {line.does}
                </a>
              ) : (
                line.does
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Turns keys that work by themselves off for people who press them by chance or by voice (WCAG 2.1.4); kept in the browser. */
export function KeySwitch({ label, hint }: { label: string; hint: string }) {
  return (
    <div class="key-switch needs-script">
      <label>
        <input type="checkbox" checked data-single-keys aria-describedby="key-switch-hint" /> {label}
      </label>
      <p class="quiet" id="key-switch-hint">
        {hint}
      </p>
    </div>
  )
}
