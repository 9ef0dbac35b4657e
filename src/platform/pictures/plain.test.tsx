import { expect, test } from 'vitest'
import { drawPicture, withoutMetadata } from './index.ts'

const secret = 'Quillfeather 40.71N'
const bytes = (...parts: (number[] | string | Uint8Array)[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string, 'latin1')))) // Buffer takes each of them
const holds = (file: Uint8Array): boolean => Buffer.from(file).toString('latin1').includes('Quillfeather')
const segment = (marker: number, content: Uint8Array): Uint8Array =>
  bytes([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255], content)

/** A directory whose second entry says how the picture is turned, with the secret behind it. */
const exif = bytes(
  'Exif\0\0II*\0',
  ...[
    [8, 0, 0, 0, 2, 0],
    [0x0f, 0x01, 2, 0, 4, 0, 0, 0, 0x41, 0x41, 0x41, 0],
  ],
  ...[[0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0], [0, 0, 0, 0], secret],
)
const scan = [0xff, 0xda, 0, 4, 1, 2, 0x11, 0xff, 0, 0x22, 0xff, 0xd0, 0x33]
const jpeg = bytes(
  ...[[0xff, 0xd8], segment(0xe0, bytes('JFIF\0')), segment(0xe1, exif), segment(0xed, bytes(`IPTC ${secret}`))],
  ...[segment(0xfe, bytes(secret)), segment(0xe2, bytes('ICC_PROFILE\0color')), segment(0xdb, bytes('table'))],
  ...[scan, [0xff, 0xd9], `film ${secret}`],
)

test('a photograph keeps how it is turned and its colors, and nothing of where it was taken or what hangs behind it', () => {
  expect(holds(jpeg)).toBe(true)
  const plain = withoutMetadata(jpeg)
  expect(holds(plain)).toBe(false)
  const text = Buffer.from(plain).toString('latin1')
  for (const kept of ['JFIF', 'ICC_PROFILE', 'table', Buffer.from(scan).toString('latin1')])
    expect(text).toContain(kept)
  expect(text.endsWith('\xff\xd9')).toBe(true)
  // Orientation 6, in a directory of one entry.
  expect(text).toContain('\x01\x12\0\x03\0\0\0\x01\0\x06')
  expect(withoutMetadata(plain)).toEqual(plain)
})

test('a drawing stays the same drawing', async () => {
  const png = await drawPicture(
    <svg xmlns="http://www.w3.org/2000/svg" width="2" height="2">
      <rect width="2" height="2" />
    </svg>,
  )
  const chunk = bytes([0, 0, 0, 19], 'tEXt', secret, [0, 0, 0, 0])
  const written = bytes(png.subarray(0, 33), chunk, png.subarray(33), secret)
  expect(withoutMetadata(written)).toEqual(new Uint8Array(png))
})

test('WebP and GIF lose their words and keep their pictures', () => {
  const part = (name: string, content: string) =>
    bytes(name, [content.length, 0, 0, 0], content, content.length % 2 ? [0] : [])
  const webp = bytes(
    'RIFF',
    [0, 0, 0, 0],
    'WEBP',
    part('VP8X', '\x0c\0\0\0\0\0\0\0\0\0'),
    part('VP8 ', 'drawn'),
    part('EXIF', secret),
    part('XMP ', secret),
  )
  const plain = withoutMetadata(webp)
  expect([holds(plain), Buffer.from(plain).toString('latin1')]).toEqual([false, expect.stringContaining('drawn')])
  expect([plain[20], Buffer.from(plain).readUInt32LE(4)]).toEqual([0, plain.length - 8])
  const gif = bytes(
    ...['GIF89a', [1, 0, 1, 0, 0x80, 0, 0], [0, 0, 0, 255, 255, 255], [0x21, 0xfe, secret.length], secret, [0]],
    ...[
      [0x21, 0xff, 11],
      'NETSCAPE2.0',
      [3, 1, 0, 0, 0],
      [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0],
      [0x3b],
      secret,
    ],
  )
  const still = withoutMetadata(gif)
  expect([holds(still), still.length]).toEqual([false, gif.length - 2 * secret.length - 4])
})

test('bytes that break off or are no picture end nothing', () => {
  for (let length = 0; length < jpeg.length; length += 7)
    expect(holds(withoutMetadata(jpeg.subarray(0, length)))).toBe(false)
  for (const file of ['GIF89a', '%PDF-1.7', 'RIFF', '\x89PNG', ''])
    expect(() => withoutMetadata(bytes(file))).not.toThrow()
})
