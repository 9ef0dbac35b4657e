import { kernelHoldings } from './kernel-tables.ts'
import type { Holding, Subject } from './schema.ts'

const known = new Map<string, Holding[]>([['kernel', kernelHoldings]])

/** Modules declare their tables that tell of people once, at start. */
export function registerHoldings(module: string, holdings: Holding[]): void {
  known.set(module, holdings)
}

/** Modules before the kernel: their rows hang on its rows. */
export const listHoldings = (): Holding[] => [...known.values()].reverse().flat()

const plainWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
export const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** The words of a name; one word alone is too little to know somebody by. */
export const wordsOf = (name: string): string[] => {
  const words = plainWords(name)
  return words.length > 1 ? words : []
}

/**
 * Does a row of a list that nobody tied to a record tell of this person? Whole words and one cell's digits at a time: Diana of Sample City
 * is not Ana Sample. `mentions` of read.ts finds in SQL every list in which there may be such a row.
 */
export function tellsOf({ words }: Subject, cells: string[]): boolean {
  const plain = cells.join('\n').toLowerCase()
  const said = new Set(plainWords(plain))
  return (
    words.addresses.some((address) => plain.includes(address)) ||
    words.phones.some((phone) => cells.some((cell) => digitsOf(cell).includes(digitsOf(phone)))) ||
    words.names.some((name) => wordsOf(name).length > 0 && wordsOf(name).every((word) => said.has(word)))
  )
}

/** Cuts a person out of a text. Short names are left: they would cut into other words. */
export function cutOut({ words }: Subject, text: string): string {
  const parts = [...words.addresses, ...words.names, ...words.phones].filter((part) => part.length > 4)
  return parts.reduce((left, part) => left.replaceAll(new RegExp(escaped(part), 'giu'), '[erased]'), text)
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
