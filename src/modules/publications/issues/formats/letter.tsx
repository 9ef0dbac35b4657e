import type { ComponentChildren } from 'preact'
import { renderToStaticMarkup } from 'preact-render-to-string'
import type { Block, LetterDrawing, Piece } from './blocks.ts'

// Mail programs know tables and styles on elements, and not much more: no sheet of styles, no font of ours, no picture, no script. What
// stands in the head only helps those that read it, with small screens and with dark ones.
const serif = "Georgia, 'Times New Roman', serif"
const sans = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
const ink = '#1a1d21'
const quiet = '#565d66'
const paper = '#ffffff'
const ground = '#f3f1ec'

const head = (lightAccent: string) => `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 0; }
@media (max-width: 620px) { .sheet { width: 100% !important; } .inner { padding-left: 20px !important; padding-right: 20px !important; } }
@media (prefers-color-scheme: dark) {
  .ground { background-color: #14161a !important; }
  .sheet { background-color: #1d2025 !important; }
  .ink { color: #eceae4 !important; }
  .quiet { color: #b3b8bf !important; }
  .accent { color: ${lightAccent} !important; }
}
`

/** The letter as a document of HTML, at most 600 pixels wide. */
export function letterHtml(letter: LetterDrawing): string {
  const { accent } = letter
  return `<!doctype html>\n${renderToStaticMarkup(
    <html lang={letter.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{letter.subject}</title>
        <style dangerouslySetInnerHTML={{ __html: head(letter.accentInTheDark) }} />
      </head>
      <body class="ground" style={`margin:0;padding:0;background-color:${ground}`}>
        {letter.preheader && (
          <div
            class="preheader"
            style="display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px"
          >
            {letter.preheader}
            {'\u00a0\u200c'.repeat(60)}
          </div>
        )}
        <Table isFull>
          <tr>
            <td align="center" class="ground" style={`padding:24px 12px;background-color:${ground}`}>
              <table
                {...plainTable}
                class="sheet"
                width="600"
                style={`width:600px;max-width:600px;background-color:${paper};border-top:4px solid ${accent}`}
              >
                <tr>
                  <td class="inner" style="padding:28px 36px 8px">
                    <p class="accent" style={`${words(22, serif, accent)};font-weight:bold;margin:0`}>
                      {letter.name}
                    </p>
                    {letter.masthead && (
                      <p class="quiet" style={`${words(14, sans, quiet)};margin:4px 0 0`}>
                        {letter.masthead}
                      </p>
                    )}
                  </td>
                </tr>
                <tr>
                  <td class="inner" style="padding:8px 36px 28px">
                    <h1 class="ink" style={`${words(28, serif, ink)};line-height:1.25;margin:12px 0 16px`}>
                      {letter.subject}
                    </h1>
                    {letter.blocks.map((block, at) => (
                      <BlockView block={block} accent={accent} key={at} />
                    ))}
                  </td>
                </tr>
                <tr>
                  <td class="inner" style="padding:20px 36px 28px;border-top:1px solid #d9d5cb">
                    <Footer letter={letter} />
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </Table>
      </body>
    </html>,
  )}`
}

// Words of HTML 3.2 that mail programs still go by; the types of today no longer name them.
const plainTable: object = { role: 'presentation', cellpadding: '0', cellspacing: '0', border: '0' }
const groundOf = (color: string): object => ({ bgcolor: color })

const words = (size: number, family: string, color: string) =>
  `font-family:${family};font-size:${size}px;line-height:1.55;color:${color}`

function Table({ isFull, children }: { isFull?: boolean; children: ComponentChildren }) {
  return (
    <table {...plainTable} {...(isFull ? { width: '100%' } : {})}>
      {children}
    </table>
  )
}

function BlockView({ block, accent }: { block: Block; accent: string }) {
  const plain = `${words(17, serif, ink)};margin:0 0 16px`
  switch (block.kind) {
    case 'heading':
      return (
        <h2 class="ink" style={`${words(20, serif, ink)};line-height:1.3;margin:28px 0 10px`}>
          {block.words}
        </h2>
      )
    case 'paragraph':
      return (
        <p class="ink" style={plain}>
          <Pieces pieces={block.pieces} accent={accent} />
        </p>
      )
    case 'quote':
      return (
        <p class="ink" style={`${plain};padding-left:16px;border-left:3px solid ${accent}`}>
          <Pieces pieces={block.pieces} accent={accent} />
        </p>
      )
    case 'list': {
      const items = block.items.map((pieces, at) => (
        <li style="margin:0 0 6px" key={at}>
          <Pieces pieces={pieces} accent={accent} />
        </li>
      ))
      const style = `${plain};padding-left:24px`
      return block.isNumbered ? (
        <ol class="ink" style={style}>
          {items}
        </ol>
      ) : (
        <ul class="ink" style={style}>
          {items}
        </ul>
      )
    }
    case 'rule':
      return <hr style="border:0;border-top:1px solid #d9d5cb;margin:24px 0" />
    case 'button':
      return <LetterButton label={block.label} href={block.href} accent={accent} />
    case 'work':
      return (
        <div style="margin:0 0 22px">
          <p class="quiet" style={`${words(13, sans, quiet)};margin:0`}>
            {block.label}
          </p>
          <h2 style={`${words(19, serif, accent)};line-height:1.3;margin:2px 0 4px`}>
            <a class="accent" href={block.href} style={`color:${accent};text-decoration:underline`}>
              {block.title}
            </a>
          </h2>
          {block.byline && (
            <p class="quiet" style={`${words(14, sans, quiet)};margin:0 0 4px`}>
              {block.byline}
            </p>
          )}
          {block.teaser && (
            <p class="ink" style={`${words(16, serif, ink)};margin:0`}>
              {block.teaser}
            </p>
          )}
        </div>
      )
  }
}

/** A cell with a ground of its own: a button also where pictures and sheets of styles are left out. */
function LetterButton({ label, href, accent }: { label: string; href: string; accent: string }) {
  return (
    <table {...plainTable} style="margin:8px 0 24px">
      <tr>
        <td {...groundOf(accent)} style={`background-color:${accent};border-radius:3px`}>
          <a
            href={href}
            style={`display:inline-block;padding:12px 22px;border:1px solid ${accent};border-radius:3px;font-family:${sans};font-size:16px;line-height:1.2;font-weight:bold;color:#ffffff;text-decoration:none`}
          >
            {label}
          </a>
        </td>
      </tr>
    </table>
  )
}

function Pieces({ pieces, accent }: { pieces: Piece[]; accent: string }) {
  return (
    <>
      {pieces.map(({ text, href, isStrong, isEmphasis }, at) => {
        const bold = isStrong ? <strong>{text}</strong> : text
        const inner = isEmphasis ? <em>{bold}</em> : bold
        return href ? (
          <a class="accent" href={href} style={`color:${accent};text-decoration:underline`} key={at}>
            {inner}
          </a>
        ) : (
          inner
        )
      })}
    </>
  )
}

function Footer({ letter }: { letter: LetterDrawing }) {
  const style = `${words(13, sans, quiet)};margin:0 0 8px`
  const link = (href: string, label: string) => (
    <a class="accent" href={href} style={`color:${letter.accent};text-decoration:underline`}>
      {label}
    </a>
  )
  return (
    <>
      <p class="quiet" style={style}>
        {letter.reason}
      </p>
      <p class="quiet" style={style}>
        {letter.webAddress && <>{link(letter.webAddress, 'Read it on the web')} · </>}
        {link(letter.preferencesAddress, 'Choose what you get')} · {link(letter.leaveAddress, 'Leave')}
      </p>
      <p class="quiet" style={`${style};margin:0`}>
        {letter.sender}, {letter.postalAddress}
      </p>
    </>
  )
}
