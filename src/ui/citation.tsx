/** The full citation as text to select in one click; the copy button appears with the page's script. */
export function Citation({ id, text, label = 'Cite this' }: { id: string; text: string; label?: string }) {
  return (
    <div class="citation">
      <p class="citation-label">{label}</p>
      <p class="citation-text" id={id} dir="auto">
        {text}
      </p>
      <button class="button button-secondary button-small" type="button" data-copy={id} hidden>
        Copy citation
      </button>
    </div>
  )
}
