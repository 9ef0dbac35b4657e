/** As much of the Protocol Buffers wire format as a vector tile needs. */
export interface MessageWriter {
  varint: (field: number, value: number) => void
  text: (field: number, value: string) => void
  packed: (field: number, values: readonly number[]) => void
  message: (field: number, write: (writer: MessageWriter) => void) => void
  take: () => Uint8Array<ArrayBuffer>
}

const encoder = new TextEncoder()
const VARINT = 0
const BYTES = 2

export function createMessageWriter(): MessageWriter {
  const bytes: number[] = []
  const number = (value: number) => pushVarint(bytes, value)
  const block = (field: number, content: ArrayLike<number>) => {
    number(field * 8 + BYTES)
    number(content.length)
    for (let at = 0; at < content.length; at++) bytes.push(content[at] ?? 0)
  }
  return {
    varint(field, value) {
      number(field * 8 + VARINT)
      number(value)
    },
    text: (field, value) => block(field, encoder.encode(value)),
    packed(field, values) {
      const content: number[] = []
      for (const value of values) pushVarint(content, value)
      block(field, content)
    },
    message(field, write) {
      const inner = createMessageWriter()
      write(inner)
      block(field, inner.take())
    },
    take: () => Uint8Array.from(bytes),
  }
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  bytes.push(rest)
}
