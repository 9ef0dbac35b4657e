import { MOST_COLUMNS, type RawRow, type RawSheet, Unreadable } from './sheet.ts'

type Json = Record<string, unknown>

/** The lists of objects in a JSON document, each a table; a GeoJSON collection gives its features with their points. */
export function readDocument(text: string, fileName: string): RawSheet[] {
  const document = parseJson(text)
  if (isObject(document) && document.type === 'FeatureCollection' && Array.isArray(document.features))
    return [featuresOf(document.features, fileName)]
  if (Array.isArray(document)) return [tableOf(fileName, document)]
  if (isObject(document)) {
    const lists = Object.entries(document).flatMap(([key, value]) =>
      Array.isArray(value) && value.some(isObject) ? [tableOf(key, value)] : [],
    )
    if (lists.length > 0) return lists
  }
  throw new Unreadable('There is no list of objects in this JSON document.')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Unreadable(`This is no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`)
  }
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Objects as rows; the fields are all that occur, in the order in which they first do. */
export function tableOf(name: string, list: unknown[]): RawSheet {
  const others = list.filter((each) => !isObject(each)).length
  const flat = list.map((each) => (isObject(each) ? flatten(each) : new Map([['value', cellText(each)]])))
  const fields = [...new Set(flat.flatMap((record) => [...record.keys()]))]
  if (fields.length > MOST_COLUMNS) throw new Unreadable(`Its objects have more than ${MOST_COLUMNS} fields.`)
  const rows: RawRow[] = flat.map((record, at) => ({
    number: at + 1,
    cells: fields.map((field) => record.get(field) ?? ''),
  }))
  return {
    name,
    fields,
    isHidden: false,
    notes: others > 0 ? [`${others} entries are no objects; each became a row with one value.`] : [],
    rows,
  }
}

function featuresOf(features: unknown[], fileName: string): RawSheet {
  let withoutPoint = 0
  const records = features.map((feature) => {
    const { properties, geometry, id } = isObject(feature) ? feature : {}
    const point = isObject(geometry) && geometry.type === 'Point' && Array.isArray(geometry.coordinates)
    if (!point) withoutPoint += 1
    const [longitude, latitude] = point ? (geometry.coordinates as unknown[]) : []
    return {
      ...(id === undefined ? {} : { id }),
      ...(isObject(properties) ? properties : {}),
      ...(point ? { longitude, latitude } : {}),
    }
  })
  const sheet = tableOf(fileName, records)
  if (withoutPoint > 0)
    sheet.notes.push(`${withoutPoint} features have no point; lines and areas were passed over, their fields kept.`)
  return sheet
}

function flatten(record: Json, before = '', into = new Map<string, string>(), depth = 0): Map<string, string> {
  for (const [key, value] of Object.entries(record)) {
    const name = before === '' ? key : `${before}.${key}`
    if (isObject(value) && depth < 4) flatten(value, name, into, depth + 1)
    else into.set(name, cellText(value))
  }
  return into
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value))
    return value.every((each) => typeof each !== 'object') ? value.map(String).join('|') : JSON.stringify(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
