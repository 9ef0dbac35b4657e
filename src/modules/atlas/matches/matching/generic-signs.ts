/** What "city", "county", "town" are called in scripts without spaces, at the end of a name: 大阪市, 경주시, 松前町. */
const atEnd = [
  '自治州',
  '自治县',
  '自治縣',
  '特别市',
  '特別市',
  '광역시',
  '특별시',
  '市',
  '县',
  '縣',
  '区',
  '區',
  '镇',
  '鎮',
  '町',
  '村',
  '州',
  '郡',
  '시',
  '군',
  '구',
  '읍',
]

/** Words before a name in Arabic, Persian, Hebrew and Thai scripts that say what it is. */
const atStart = ['مدينة ', 'شهر ', 'بلدية ', 'ولاية ', 'محافظة ', 'เมือง', 'จังหวัด']

/** The name without its generic sign; two signs must be left, for 津市 is Tsu and 広州 is nothing without its second. */
export function withoutGenericSigns(name: string): string {
  const text = name.trim()
  const start = atStart.find((word) => text.startsWith(word) && text.length > word.length + 2)
  if (start) return text.slice(start.length)
  const end = atEnd.find((sign) => text.endsWith(sign) && [...text].length - sign.length >= 2)
  return end ? text.slice(0, -end.length).trim() : text
}
