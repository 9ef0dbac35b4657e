import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { isBlank, type RawRow, refuseWide, Unreadable } from './sheet.ts'

const marks = ['\t', ';', ',', '|', '^', '~', '\u0001', '\u001f']

export const delimiterNames: Record<string, string> = {
  '\t': 'tabs',
  ',': 'commas',
  ';': 'semicolons',
  '|': 'bars',
  ':': 'colons',
}

/** The mark that parts the first lines most evenly, outside quotation marks. Excel's own `sep=;` line says it outright. */
export function findDelimiter(head: string): string {
  const told = /^sep=(.)\r?\n/i.exec(head)?.[1]
  if (told) return told
  const lines = head
    .replaceAll(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 30)
  const scored = marks.map((mark) => ({ mark, score: evenness(lines, mark) }))
  const best = scored.reduce((most, each) => (each.score > most.score ? each : most))
  if (best.score > 0) return best.mark
  // Colons stand in times and addresses: they part a file only if nothing else does.
  return evenness(lines, ':') > 1 ? ':' : ','
}

/** How often a mark stands in a typical line, and in how many lines as often: notes have commas too, but not the same number each. */
function evenness(lines: string[], mark: string): number {
  const counts = lines.map((line) => line.split(mark).length - 1)
  const often = Map.groupBy(counts, (count) => count)
  const [usual = 0, same = []] =
    [...often].filter(([count]) => count > 0).sort((a, b) => b[1].length - a[1].length || b[0] - a[0])[0] ?? []
  return usual === 0 ? 0 : (same.length / lines.length) * (1 + Math.min(usual, 30) / 100) + (counts[0] ? 0.2 : 0)
}

/** Delimited text to rows, as it comes. Rows without anything in them are passed over, and counted. */
export async function* readDelimited(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<RawRow> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    // A cell may hold a whole document; a quotation mark that is never closed may not hold the whole file.
    max_record_size: 32 * 1_048_576,
  })
  const source = Readable.from(text)
  source.on('error', (error) => parser.destroy(error))
  let number = 0
  try {
    for await (const record of source.pipe(parser)) {
      const cells = record as string[] // csv-parse gives rows as lists of text when it is told no columns
      number += 1
      refuseWide(cells)
      if (!isBlank(cells)) yield { number, cells }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new Unreadable(
      `A quotation mark that opens after row ${number} is never closed, so nobody can say where the next cells end. Close it and send the file again.`,
    )
  } finally {
    source.destroy()
  }
}
