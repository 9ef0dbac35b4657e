import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const packages = createRequire(import.meta.url)
const drawings = new Map<string, string>()

/** A line drawing of the Lucide set by its name. With a label it is read aloud; without one it is decoration. */
export function Icon({ name, label, size = 18 }: { name: string; label?: string | undefined; size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
      dangerouslySetInnerHTML={{ __html: drawingOf(name) }}
    />
  )
}

/** Reads each drawing once; an unknown name is a bug of ours and stops the page rather than leaving a hole in it. */
function drawingOf(name: string): string {
  const known = drawings.get(name)
  if (known !== undefined) return known
  if (!/^[a-z0-9-]+$/.test(name))
    throw new Error(`Icon name "${name}" may hold lower-case letters, digits and dashes only`)
  const file = readFileSync(packages.resolve(`lucide-static/icons/${name}.svg`), 'utf8')
  const drawing = file.slice(file.indexOf('>', file.indexOf('<svg')) + 1, file.lastIndexOf('</svg>')).trim()
  drawings.set(name, drawing)
  return drawing
}
