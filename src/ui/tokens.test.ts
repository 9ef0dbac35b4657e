import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cardColors } from './share-card.tsx'

type Rgb = [number, number, number]
const tokens = readTokens()
const schemes = ['light', 'dark'] as const

const readable: [text: string, grounds: string[]][] = [
  [
    'ink',
    [
      'paper',
      'paper-sunk',
      'paper-raised',
      'accent-tint',
      'info-tint',
      'success-tint',
      'warning-tint',
      'danger-tint',
      'sample-tint',
      'map-land',
    ],
  ],
  ['ink-soft', ['paper', 'paper-sunk', 'paper-raised', 'map-land', 'map-water']],
  ['accent', ['paper', 'paper-sunk', 'paper-raised', 'accent-tint']],
  ['accent-strong', ['paper', 'accent-tint']],
  ['brick', ['paper', 'paper-sunk', 'brick-tint']],
  ['on-accent', ['accent', 'accent-strong']],
  ['on-brick', ['brick']],
  ['info', ['paper', 'info-tint']],
  ['success', ['paper', 'success-tint', 'paper-sunk']],
  ['warning', ['paper', 'warning-tint', 'paper-sunk']],
  ['danger', ['paper', 'danger-tint', 'paper-raised']],
  ['sample', ['paper', 'sample-tint', 'paper-sunk']],
  ['on-shade-light', ['shade-1', 'shade-2', 'shade-3']],
  ['on-shade-mid', ['shade-4']],
  ['on-shade-deep', ['shade-5', 'shade-6']],
]

const visible: [line: string, grounds: string[]][] = [
  ['line-strong', ['paper', 'paper-sunk', 'paper-raised']],
  ['focus', ['paper', 'paper-sunk']],
  ['map-arc', ['map-land', 'map-water']],
  ['map-point', ['map-land', 'map-water']],
  ...[1, 2, 3, 4, 5, 6].map((step): [string, string[]] => [`hue-${step}`, ['paper', 'map-land', 'map-water']]),
]

test.each(schemes)('text can be read on every ground it stands on, in %s (WCAG 1.4.3: 4.5 to 1)', (scheme) => {
  expect(pairsBelow(readable, scheme, 4.5)).toEqual([])
})

test.each(schemes)('lines that carry meaning can be seen, in %s (WCAG 1.4.11: 3 to 1)', (scheme) => {
  expect(pairsBelow(visible, scheme, 3)).toEqual([])
})

test.each(schemes)('the sequential scale goes one way in lightness, in %s', (scheme) => {
  const lights = [1, 2, 3, 4, 5, 6].map((step) => luminance(color(`shade-${step}`, scheme)))
  const sorted = [...lights].sort((a, b) => (scheme === 'light' ? b - a : a - b))
  expect(lights).toEqual(sorted)
})

test.each(schemes)('the six hues stay apart for every kind of color blindness, in %s', (scheme) => {
  const tooNear: string[] = []
  for (const [kind, matrix] of Object.entries(colorBlindness))
    for (let a = 1; a <= 6; a++)
      for (let b = a + 1; b <= 6; b++) {
        const distance = oklabDistance(seen(color(`hue-${a}`, scheme), matrix), seen(color(`hue-${b}`, scheme), matrix))
        if (distance < 0.1) tooNear.push(`${kind}: hue-${a} and hue-${b} ${distance.toFixed(3)}`)
      }
  expect(tooNear).toEqual([])
})

test('cards that travel alone wear the light colors of the tokens', () => {
  const { hues, ...named } = cardColors
  const hyphened = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const light = (name: string) => (tokens.get(name) ?? tokens.get(`map-${name}`))?.light
  for (const [name, color] of Object.entries(named)) expect([name, color]).toEqual([name, light(hyphened(name))])
  expect(hues).toEqual([1, 2, 3, 4, 5, 6].map((step) => light(`hue-${step}`)))
})

test('the checker itself knows bad from good', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21)
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeLessThan(4.5)
})

function pairsBelow(pairs: [string, string[]][], scheme: 'light' | 'dark', least: number): string[] {
  return pairs.flatMap(([front, grounds]) =>
    grounds.flatMap((ground) => {
      const ratio = contrast(color(front, scheme), color(ground, scheme))
      return ratio < least ? [`${front} on ${ground}: ${ratio.toFixed(2)}`] : []
    }),
  )
}

function readTokens() {
  const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
  const found = css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)
  return new Map([...found].map(([, name = '', light = '', dark = '']) => [name, { light, dark }]))
}

function color(name: string, scheme: 'light' | 'dark'): Rgb {
  const value = tokens.get(name)?.[scheme]
  if (!value) throw new Error(`There is no token --${name} with a light and a dark value`)
  return [1, 3, 5].map((at) => Number.parseInt(value.slice(at, at + 2), 16)) as Rgb // three places, three numbers
}

const linear = (value: number) => (value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)

/** WCAG 2.2, "relative luminance". */
function luminance([red, green, blue]: Rgb) {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function contrast(one: Rgb, other: Rgb) {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear light. */
const colorBlindness: Record<string, number[]> = {
  none: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
}

function seen(rgb: Rgb, matrix: number[]): Rgb {
  const light = rgb.map(linear)
  const row = (at: number) =>
    [0, 1, 2].reduce((sum, column) => sum + (matrix[at * 3 + column] ?? 0) * (light[column] ?? 0), 0)
  return [row(0), row(1), row(2)].map((value) => Math.min(1, Math.max(0, value))) as Rgb // three rows, three numbers
}

/** Distance in OKLab (Ottosson 2020) of two linear colors. */
function oklabDistance(one: Rgb, other: Rgb) {
  const [a, b] = [oklab(one), oklab(other)]
  return Math.hypot(...a.map((value, index) => value - (b[index] ?? 0)))
}

function oklab([red, green, blue]: Rgb) {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ]
}
