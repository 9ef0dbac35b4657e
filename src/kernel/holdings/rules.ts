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

/** Does a text that nobody tied to a record tell of this person? The same as `mentions` of read.ts says in SQL. */
export function tellsOf({ words }: Subject, text: string): boolean {
  const plain = text.toLowerCase()
  return (
    words.addresses.some((address) => plain.includes(address)) ||
    words.phones.some((phone) => digitsOf(text).includes(digitsOf(phone))) ||
    words.names.some((name) => wordsOf(name).length > 0 && wordsOf(name).every((word) => plain.includes(word)))
  )
}

/** Cuts a person out of a text. Short names are left: they would cut into other words. */
export function cutOut({ words }: Subject, text: string): string {
  const parts = [...words.addresses, ...words.names, ...words.phones].filter((part) => part.length > 4)
  return parts.reduce((left, part) => left.replaceAll(new RegExp(escaped(part), 'giu'), '[erased]'), text)
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
