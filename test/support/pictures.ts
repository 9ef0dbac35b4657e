import { crc32, deflateSync } from 'node:zlib'
import { sendFile } from './papers.ts'
import type { TestSite } from './site.ts'

/** A picture of one color, with a comment that says where it was taken. */
export function pngOf(width: number, height: number, shade = 120): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const lines = Buffer.concat(
    Array.from({ length: height }, () => Buffer.concat([Buffer.of(0), Buffer.alloc(width, shade)])),
  )
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('Location\0Harbor City, 41.2 N', 'latin1')),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const words = { alternative: 'Ships in a harbor', caption: 'The harbor in winter.', credit: 'Photo: City Archive' }

/** Sends a picture for a draft; the id under which texts show it. */
export async function sendPicture(
  site: TestSite,
  draft: string,
  { bytes = pngOf(60, 40), fields = words }: { bytes?: Uint8Array; fields?: Record<string, string> } = {},
): Promise<string> {
  const file = { name: 'harbor.png', bytes }
  const sent = await sendFile(site, 'sample-cora', {
    path: `${draft}/pictures`,
    fields: { deed: 'add', ...fields },
    file,
  })
  return /#picture-([\w-]+)/.exec(sent.location)?.[1] ?? ''
}
