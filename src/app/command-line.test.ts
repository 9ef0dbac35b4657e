import { expect, test } from 'vitest'
import { readCommandLine } from './command-line.ts'
import { commands } from './commands.ts'

const read = (...typed: string[]) => readCommandLine(typed, commands, '1.2.3')

test('a command comes with its words and options, and nothing is the site', () => {
  expect(read()).toEqual({ command: undefined, words: [], options: {} })
  expect(read('start')).toEqual(read())
  expect(read('import', 'a.csv', '--recipe', 'A list', '--preview')).toMatchObject({
    command: { name: 'import' },
    words: ['a.csv'],
    options: { recipe: 'A list', preview: true },
  })
  expect(read('import', '--recipe=A list', 'a.csv')).toMatchObject({ words: ['a.csv'], options: { recipe: 'A list' } })
})

test('what cannot be meant is refused with the way to write it', () => {
  expect(() => read('improt')).toThrow('There is no command "improt". Run "legation help" to see every command.')
  expect(() => read('staff-link')).toThrow('It is written: legation staff-link <name>.')
  expect(() => read('verify', 'everything')).toThrow('It is written: legation verify.')
  expect(() => read('import', 'a.csv', '--recpie', 'x')).toThrow("'--recpie'")
})

test('help names every command, and one with its options', () => {
  const { says } = read('help') as { says: string }
  for (const { name, summary } of commands)
    expect(says).toMatch(new RegExp(`^ {2}${name}.* {2}${summary.slice(0, 20)}`, 'm'))
  expect(read('import', '--help')).toEqual(read('help', 'import'))
  expect((read('help', 'import') as { says: string }).says).toContain('--recipe <name>  what the columns')
  expect(read('--version')).toEqual({ says: '1.2.3' })
})
