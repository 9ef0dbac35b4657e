import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import anyAscii from 'any-ascii'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** What DejaVu Sans, the last resort among the fonts, has a glyph for, as its own papers list it. */
const covered = new Set(
  readFileSync(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/status.txt'), 'utf8')
    .split('\n')
    .map((line) => /^U\+([0-9a-f]+) \S+ +\S+(?: \((.*)\))?$/.exec(line))
    .filter((found) => found !== null && (found[2] === undefined || found[2].split(', ').includes('Sans')))
    .map((found) => Number.parseInt(found?.[1] ?? '', 16)),
)

/** Characters that no document may hold: XML 1.0, section 2.2, and controls, which have no shape. */
const unwritable = /(?![\t\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu

/** The same text in letters that can be drawn: those that no font has become Latin ones, instead of empty boxes or a refusal. */
export const drawable = (text: string): string => inDrawableLetters(text, (latin) => latin)

/** A drawing as text: XML that every reader takes, in letters that can be drawn. */
export const svgOf = (drawing: VNode): string =>
  inDrawableLetters(renderToString(drawing), (latin) =>
    latin.replaceAll(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`),
  )

const inDrawableLetters = (text: string, written: (latin: string) => string): string =>
  text
    .replace(unwritable, '')
    .replace(/[^\t\n -~]/gu, (letter) => (covered.has(letter.codePointAt(0) ?? 0) ? letter : written(anyAscii(letter))))
