import { promisify } from 'node:util'
import { type AsyncZippable, strToU8, zip, zipSync } from 'fflate'

/** Texts as files of one ZIP archive, all dated by one instant. Names may hold folders (`tables/people.csv`). */
export const zipOf = (files: { name: string; text: string }[], at: Date): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])), { level: 6, mtime: at }),
  )

const zipBeside = promisify((files: AsyncZippable, done: (error: Error | null, archive: Uint8Array) => void) =>
  zip(files, {}, done),
)

/** The same of large files, compressed on threads of their own. The same files and instant give the same bytes, in any time zone. */
export async function zipLarge(
  files: { name: string; bytes: Uint8Array }[],
  at: Date,
): Promise<Uint8Array<ArrayBuffer>> {
  // ZIP keeps the time of a clock on the wall and no zone (APPNOTE 4.4.6): ours shows UTC wherever it hangs.
  const mtime = new Date(at.getTime() + at.getTimezoneOffset() * 60_000)
  const entries: AsyncZippable = {}
  for (const { name, bytes } of files) entries[name] = [bytes, { level: 6, mtime }]
  return new Uint8Array(await zipBeside(entries))
}
