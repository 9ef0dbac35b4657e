import type { TestSite, Who } from './site.ts'

/** A small PDF with these lines on each page; a page without lines is one of a scan. */
export function pdfOf(pages: string[][]): Buffer {
  const kids = pages.map((_, at) => `${4 + at * 2} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((lines, at) => {
      const words = lines.map((line) => `(${line.replaceAll(/[()\\]/g, '\\$&')}) Tj T*`).join(' ')
      const stream = lines.length > 0 ? `BT /F1 12 Tf 14 TL 72 720 Td ${words} ET` : '0.5 g 72 72 400 600 re f'
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + at * 2} 0 R >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ]
    }),
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, at) => {
    const offset = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return String(offset).padStart(10, '0')
  })
  const table = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((each) => `${each} 00000 n \n`).join('')}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** Sends a form that holds a file, as a browser does. */
export async function sendFile(
  site: TestSite,
  who: Who,
  { path, fields, file }: { path: string; fields: Record<string, string>; file: { name: string; bytes: Uint8Array } },
): Promise<{ status: number; location: string; text: string }> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append('file', new File([new Uint8Array(file.bytes)], file.name))
  const { cookie } = await site.as(who)
  const origin = 'http://legation.test'
  const answer = await site.application.fetch(
    new Request(`${origin}${path}`, { method: 'POST', body, headers: { origin, host: 'legation.test', cookie } }),
  )
  return { status: answer.status, location: answer.headers.get('location') ?? '', text: await answer.text() }
}
