import { strToU8, zipSync } from 'fflate'

/** Texts as files of one ZIP archive, all dated by one instant. Names may hold folders (`tables/people.csv`). */
export const zipOf = (files: { name: string; text: string }[], at: Date): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])), { level: 6, mtime: at }),
  )
