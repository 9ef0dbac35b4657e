import { invalid } from '#platform/problem'

/** Relative luminance of a color written as #rrggbb (WCAG 2.2). */
function luminance(color: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast of two colors, 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number] // two went in
  return (high + 0.05) / (low + 0.05)
}

/** A color moved towards another, 0 to 1. */
export function mixed(color: string, towards: string, share: number): string {
  const at = (text: string, place: number) => Number.parseInt(text.slice(place, place + 2), 16)
  return `#${[1, 3, 5]
    .map((place) => Math.round(at(color, place) * (1 - share) + at(towards, place) * share))
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`
}

const paper = { light: '#fcfaf5', dark: '#12161d' }

/** A body chooses one color; it must be readable as text on paper, and its light sister is made from it for dark screens. */
export function refuseFaint(accent: string): void {
  if (contrast(accent, paper.light) < 4.5)
    throw invalid('bodies.accent.faint', 'This color is too faint to be read on our paper.', {
      accent: 'Choose a darker one',
    })
}

/** The same hue for dark screens: as far towards white as it must go to be read there. */
export function accentInTheDark(accent: string): string {
  for (let share = 0.4; share < 1; share += 0.05) {
    const lighter = mixed(accent, '#ffffff', share)
    if (contrast(lighter, paper.dark) >= 7) return lighter
  }
  return '#ffffff'
}

/** Tokens of a body, for its pages: the accent and what is made of it. */
export function tokensOf(body: { id: string; accent: string }): string {
  const dark = accentInTheDark(body.accent)
  const pair = (light: string, inTheDark: string) => `light-dark(${light}, ${inTheDark})`
  return `[data-body="${body.id}"] {
  --accent: ${pair(body.accent, dark)};
  --accent-strong: ${pair(mixed(body.accent, '#000000', 0.3), mixed(dark, '#ffffff', 0.4))};
  --accent-tint: ${pair(mixed(body.accent, paper.light, 0.9), mixed(body.accent, paper.dark, 0.7))};
  --focus: ${pair(body.accent, '#f0c97a')};
}`
}
