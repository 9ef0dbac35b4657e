const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const ordinals = 'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ')

const values = new Map<string, number>([
  ...units.map((word, value): [string, number] => [word, value]),
  ...ordinals.map((word, value): [string, number] => [word, value]),
  ...tens.map((word, index): [string, number] => [word, 20 + index * 10]),
  ['fourty', 40],
])

/** Numbers in digits, however they were written: "Forty-Four", "44th" and "forty 4" are all 44. */
export function withNumbers(words: readonly string[]): string[] {
  const result: string[] = []
  let open = false
  for (const word of words) {
    const value = values.get(word) ?? ordinalValue(word)
    const before = Number(result.at(-1))
    if (value === undefined) result.push(word)
    else if (open && value > 0 && value < 10 && before % 10 === 0) result[result.length - 1] = String(before + value)
    else result.push(String(value))
    open = value !== undefined && value >= 20 && values.has(word)
  }
  return result
}

function ordinalValue(word: string): number | undefined {
  const digits = /^(\d{1,3})(?:st|nd|rd|th)?$/.exec(word)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
