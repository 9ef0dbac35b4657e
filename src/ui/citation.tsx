/** The full citation as text to select in one click; the copy button needs the page's script. */
export function Citation({ id, text, label = 'Cite this' }: { id: string; text: string; label?: string }) {
  return (
    <div class="citation">
      <p class="citation-label">{label}</p>
      <p class="citation-text" id={id} dir="auto">
        {text}
      </p>
      <button class="button button-secondary button-small needs-script" type="button" data-copy={id}>
        Copy citation
      </button>
    </div>
  )
}
