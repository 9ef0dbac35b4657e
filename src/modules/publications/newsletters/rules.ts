import { invalid } from '#platform/problem'

/** Relative luminance of a color (WCAG 2.2, 1.4.3). */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast of two colors, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const enough = 4.5

/** Buttons are white on the accent, and links are the accent on white: both must be read. */
export function refusePale(accent: string): void {
  const found = contrast(accent, '#ffffff')
  if (found < enough)
    throw invalid('publications.newsletter.accent', 'White words on this color could not be read by everybody.', {
      accent: `Choose a darker color: its contrast with white is ${found.toFixed(1)}, and must be ${enough} or more`,
    })
}
