import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readHtml } from './html.ts'

const read = (text: string) => readHtml(Buffer.from(text))

test.each([
  ['blocks are lines, all else is one', '<h1>A\n  b</h1><p>c <b>d</b><i>e</i><br>f', 'A b\nc de\nf'],
  ['a head without an end loses nothing', '<html><head><title>x</title><body><p>seen', 'seen'],
  ['programs, styles and titles', '<script>if (a < b) "</p>"</script><style>p{}</style><title>t</title>seen', 'seen'],
  ['a program that names a closing tag', '<script>"</scripts>"</script >seen', 'seen'],
  ['a drawing that closes itself', '<svg/>seen<svg><svg/><text>no</text></svg> too', 'seen too'],
  ['hidden, with what is inside', '<div hidden>a<div>b</div>c</div>seen', 'seen'],
  ['hidden by its style', '<p style="color: red; display : none">a</p><p>seen', 'seen'],
  ['a hidden paragraph that the next one ends', '<p hidden>a<p>seen', 'seen'],
  ['hidden from readers of screens', '<span aria-hidden="true">a</span>seen', 'seen'],
  [
    'a word in a value hides nothing',
    '<p title="the hidden costs" data-x="display:none" aria-hidden=false>seen',
    'seen',
  ],
  ['a value may hold a sign', '<a title="a > b" hidden>no</a><a title=\'>\'>seen</a>', 'seen'],
  ['comments and declarations', '<!-- <p>a --><?php b ?><![CDATA[c]]>seen', 'seen'],
  ['signs that begin no tag', '1 < 2 and 3 <4 &amp; 5', '1 < 2 and 3 <4 & 5'],
  [
    'names of signs',
    '&eacute;&#233;&#xE9; &unknown; &constructor; &#xd800; &#0;',
    'ééé &unknown; &constructor; &#xd800; &#0;',
  ],
  ['another encoding is heard', '<meta charset="no-such"><p>seen', 'seen'],
])('%s', (_, text, words) => {
  expect(read(`<html>${text}`)).toBe(words)
})

// Each made an earlier reader begin anew at every sign: a file of 160 kB took it 24 seconds, in which nobody else was served.
test.each([
  '<script ',
  '<a',
  '<p ',
  '<!--',
  '<',
  '&',
  '<a b="',
  '<b> </b> ',
  ' ',
  '</script',
  '<p hidden>',
  '<svg>',
  '\n ',
])('a megabyte of %j is read to its end', (piece) => {
  // A reader that begins anew at every sign would take a quarter of an hour, and no test lasts so long.
  expect(read(`<html>${piece.repeat(1_000_000 / piece.length)}`)).toBeDefined()
})

const pieces =
  '<,</,>,div,p,script,svg,span, hidden,=,",\',/,<!--,-->,a,&,;,#x41,style="display:none", \n,é,\ud800,\0'.split(',')
test('whatever stands in a file, reading it ends, and nothing of a program is read', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
      const text = read(`<html>${parts.join('')}<!-- --></script></svg><script>quokka</script>`)
      expect(text).not.toMatch(/quokka|\n\n|\n /)
    }),
    { numRuns: 3000, seed: 20_261_129 },
  )
})
