const ratio = 2

/** A number drawn in the page's own font, so that no server of letters is needed. Undefined for names that are not ours. */
export function countImage(name: string, color: string, font: string): ImageData | undefined {
  const [kind, , digits] = name.split(':')
  const count = Number(digits)
  if (kind !== 'count' || !Number.isFinite(count)) return undefined
  const words = shortCount(count)
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return undefined
  const style = `650 ${11 * ratio}px ${font}`
  context.font = style
  context.canvas.width = Math.ceil(context.measureText(words).width) + 4 * ratio
  context.canvas.height = 14 * ratio
  // Sizing a canvas forgets its settings.
  context.font = style
  context.fillStyle = color
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(words, context.canvas.width / 2, context.canvas.height / 2 + ratio / 2)
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height)
}

export const countImageRatio = ratio

/** Whole up to 9,999; above that "12K", which the list beside the map gives in full. */
export function shortCount(count: number): string {
  return count < 10_000
    ? count.toLocaleString('en-US')
    : new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(count)
}
