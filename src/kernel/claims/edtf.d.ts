// edtf ships no types; this is the part of it that kernel/claims uses.
declare module 'edtf' {
  /** Parses EDTF text or throws; `min` and `max` are milliseconds since the epoch, infinite where the text is open. */
  const edtf: (text: string) => { min: number; max: number }
  export default edtf
}
