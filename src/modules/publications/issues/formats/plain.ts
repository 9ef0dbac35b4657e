import type { Block, LetterDrawing, Piece } from './blocks.ts'

const width = 72

/** The letter as plain text, from the same blocks: every word and every address of the HTML, in its order. */
export function letterText(letter: LetterDrawing): string {
  const parts = [
    letter.name,
    letter.masthead,
    `${letter.subject}\n${'='.repeat(Math.min(width, letter.subject.length))}`,
    ...letter.blocks.map(blockText),
    '-'.repeat(width),
    letter.reason,
    ...(letter.webAddress ? [`Read it on the web: ${letter.webAddress}`] : []),
    `Choose what you get: ${letter.preferencesAddress}`,
    `Leave: ${letter.leaveAddress}`,
    `${letter.sender}, ${letter.postalAddress}`,
  ]
  return `${parts
    .filter((part) => part !== '')
    .map(wrapped)
    .join('\n\n')}\n`
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${block.words}\n${'-'.repeat(Math.min(width, block.words.length))}`
    case 'paragraph':
      return piecesText(block.pieces)
    case 'quote':
      return wrapped(piecesText(block.pieces))
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')
    case 'list':
      return block.items
        .map((pieces, at) => `${block.isNumbered ? `${at + 1}.` : '*'} ${piecesText(pieces)}`)
        .join('\n')
    case 'rule':
      return '* * *'
    case 'button':
      return `${block.label}: ${block.href}`
    case 'work':
      return [block.label, block.title, block.byline, block.teaser, block.href].filter((line) => line !== '').join('\n')
  }
}

const piecesText = (pieces: Piece[]): string =>
  pieces.map(({ text, href }) => (href && href !== text ? `${text} (${href})` : text)).join('')

/** Lines of at most 72 letters; an address is never broken. */
function wrapped(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const lines: string[] = ['']
      for (const word of line.split(' ')) {
        const last = lines.at(-1) ?? ''
        if (last !== '' && last.length + 1 + word.length > width) lines.push(word)
        else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
      }
      return lines.join('\n')
    })
    .join('\n')
}
