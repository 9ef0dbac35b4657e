/** As the platform names them (`#platform/encoding`): readers know nothing of it. */
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

import { isObject } from './documents.ts'
import { Unreadable } from './sheet.ts'

/** What a Data Package (v2) says of itself and of its tables. */
export interface Described {
  title: string
  licence: string
  address: string
  resources: DescribedTable[]
}

export interface DescribedTable {
  name: string
  path: string | undefined
  /** Rows that stand in the descriptor itself. */
  data: unknown[] | undefined
  delimiter: string | undefined
  encoding: Encoding | undefined
  hasHeader: boolean
}

const encodings: Record<string, Encoding> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'windows-1252': 'windows-1252',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
}

/** Reads datapackage.json. A table in another format than delimited text or rows in place is refused by name. */
export function readDescriptor(text: string): Described {
  const given = parse(text)
  if (!isObject(given) || !Array.isArray(given.resources) || given.resources.length === 0)
    throw new Unreadable('This datapackage.json names no resources.')
  const licences = Array.isArray(given.licenses) ? given.licenses.filter(isObject) : []
  return {
    title: textOr(given.title, textOr(given.name, '')),
    licence: licences.map((each) => textOr(each.title, textOr(each.name, ''))).join('; '),
    address: textOr(given.homepage, ''),
    resources: given.resources.filter(isObject).map((resource, at) => {
      const dialect = isObject(resource.dialect) ? resource.dialect : {}
      const path = Array.isArray(resource.path) ? resource.path[0] : resource.path
      return {
        name: textOr(resource.name, `table ${at + 1}`),
        path: typeof path === 'string' ? path : undefined,
        data: Array.isArray(resource.data) ? resource.data : undefined,
        delimiter: typeof dialect.delimiter === 'string' && dialect.delimiter !== '' ? dialect.delimiter : undefined,
        encoding: encodings[textOr(resource.encoding, '').toLowerCase()],
        hasHeader: dialect.header !== false,
      }
    }),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Unreadable('datapackage.json is no JSON.')
  }
}

const textOr = (value: unknown, other: string): string => (typeof value === 'string' && value !== '' ? value : other)
