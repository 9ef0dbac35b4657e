import type { GeoContext } from 'd3-geo'

/** Collects an SVG path with one decimal and leaves out steps shorter than `step`: the eye cannot see them, the wire can. */
export function pathWriter(step: number): GeoContext & { take(): string } {
  let written: string[] = []
  let last: [number, number] = [0, 0]
  let skipped: [number, number] | undefined
  const put = (letter: string, x: number, y: number) => {
    written.push(`${letter}${round(x)},${round(y)}`)
    last = [x, y]
    skipped = undefined
  }
  return {
    beginPath() {},
    moveTo(x, y) {
      // A line that ends on a short step must still reach its end, or borders would not meet.
      if (skipped) put('L', ...skipped)
      put('M', x, y)
    },
    lineTo(x, y) {
      if (Math.hypot(x - last[0], y - last[1]) < step) skipped = [x, y]
      else put('L', x, y)
    },
    closePath() {
      written.push('Z')
      skipped = undefined
    },
    arc() {},
    take() {
      if (skipped) put('L', ...skipped)
      const path = written.join('')
      written = []
      return path
    },
  }
}

const round = (value: number) => Math.round(value * 10) / 10
