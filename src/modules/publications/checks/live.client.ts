import type { Editor } from '@tiptap/core'
import type { Flaw, TextDocument } from '../texts/schema.ts'
import { flawsOf, lengthOf } from './rules.ts'

/** Checks are made anew so long after the last word, in milliseconds. */
const settled = 600

/** Lets the checks below a draft follow what is written, here and by others. `sources` are the keys that the text may cite. */
export function keepChecking(editor: Editor, sources: () => string[]): { take(page: Document): void } {
  const shown = document.querySelector<HTMLElement>('[data-checks]')
  const [length, praise] = shown?.querySelectorAll('p') ?? []
  const list = shown?.querySelector('ul')
  let later: ReturnType<typeof setTimeout> | undefined
  const check = () => {
    if (!shown || !length || !praise || !list) return
    const text = editor.getJSON() as TextDocument // the same schema, see texts/formats
    const others = JSON.parse(shown.dataset.checks ?? '[]') as Flaw[] // written by panels.tsx
    const flaws = [...flawsOf(text, sources()), ...others]
    length.textContent = lengthOf(text)
    praise.hidden = flaws.length > 0
    list.hidden = flaws.length === 0
    list.replaceChildren(...flaws.map(itemOf))
  }
  editor.on('update', () => {
    clearTimeout(later)
    later = setTimeout(check, settled)
  })
  check()
  return {
    /** What only the site can check, and sources that were added meanwhile. */
    take(page) {
      const fresh = page.querySelector<HTMLElement>('[data-checks]')?.dataset.checks
      if (shown && fresh) shown.dataset.checks = fresh
      check()
    },
  }
}

function itemOf({ where, says }: Flaw): HTMLElement {
  const item = document.createElement('li')
  const place = document.createElement('strong')
  place.textContent = `${where}:`
  item.append(place, ` ${says}`)
  return item
}
