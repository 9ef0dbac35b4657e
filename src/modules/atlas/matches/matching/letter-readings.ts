/**
 * Letters and pairs of letters that a table of one Latin spelling per character reads wrongly in names that come from other
 * languages. Sources: Unicode Standard 16 §9.1–9.2 (long vowels written with consonants in Arabic and Hebrew), the Japanese cabinet's
 * notice 2 of 1991 (kana for foreign sounds), RTGS (Royal Institute of Thailand 1999), ELOT 743 (Greek), GOST 7.79 (Cyrillic).
 */
const arabic = {
  ...{
    ا: 'a',
    أ: 'a',
    إ: 'i',
    آ: 'a',
    ى: 'a',
    ة: 'a',
    ع: 'a',
    و: 'u',
    ي: 'i',
    ی: 'i',
    ئ: 'i',
    ء: '',
    ے: 'e',
    ہ: 'h',
    ھ: 'h',
  },
  ...{ ث: 'th', غ: 'gh', ؤ: 'u', ں: 'n', '\u200c': '', ـ: '' },
}
const hebrew = {
  ...{
    ש: 'sh',
    צ: 'ts',
    ץ: 'ts',
    וו: 'v',
    ו: 'o',
    י: 'i',
    א: 'a',
    ע: 'a',
    כ: 'k',
    ך: 'k',
    ב: 'b',
    פ: 'p',
    ף: 'f',
    ח: 'h',
    ט: 't',
    ק: 'k',
    'ׂ': '',
    'ׁ': '',
  },
  ...{ "צ'": 'ch', 'צ׳': 'ch', "ג'": 'j', 'ג׳': 'j', "ז'": 'zh', 'ז׳': 'zh' },
}
const thai = {
  ...{
    ว: 'w',
    อ: 'o',
    ย: 'y',
    ณ: 'n',
    ญ: 'y',
    ฉ: 'ch',
    ช: 'ch',
    ซ: 's',
    ฟ: 'f',
    ฝ: 'f',
    พ: 'ph',
    ภ: 'ph',
    ธ: 'th',
    ฮ: 'h',
  },
  ...{ '\u0e4c': '', จ: 'ch', ไ: 'ai', ใ: 'ai', โ: 'o', แ: 'ae', เ: 'e' },
}
const devanagari = { च: 'ch', छ: 'ch', ज: 'j', श: 'sh', ष: 'sh', फ: 'f', व: 'v', '\u094d': '', '\u093c': '' }
const greek = { ντ: 'd', μπ: 'b', γκ: 'g', γγ: 'ng', τζ: 'dz', ου: 'ou', ευ: 'ev', αυ: 'av', ει: 'i', οι: 'i', αι: 'e' }
const cyrillic = { дж: 'j', џ: 'j', кс: 'x', ъ: '', ь: '' }
const armenian = { ու: 'u', և: 'ev' }
const kana = {
  ...{ ティ: 'ti', ディ: 'di', トゥ: 'tu', ドゥ: 'du', ファ: 'fa', フィ: 'fi', フェ: 'fe', フォ: 'fo', フュ: 'fyu' },
  ...{
    ヴァ: 'va',
    ヴィ: 'vi',
    ヴェ: 've',
    ヴォ: 'vo',
    ヴ: 'v',
    ウィ: 'wi',
    ウェ: 'we',
    ウォ: 'wo',
    ツァ: 'tsa',
    ツェ: 'tse',
    ツォ: 'tso',
  },
  ...{ シャ: 'sha', シュ: 'shu', ショ: 'sho', シェ: 'she', ジャ: 'ja', ジュ: 'ju', ジョ: 'jo', ジェ: 'je' },
  ...{ チャ: 'cha', チュ: 'chu', チョ: 'cho', チェ: 'che', '・': ' ', '＝': ' ', ー: '', ッ: '' },
}

const readings: Readonly<Record<string, string>> = {
  ...arabic,
  ...hebrew,
  ...thai,
  ...devanagari,
  ...greek,
  ...cyrillic,
  ...armenian,
  ...kana,
}

// A word cannot begin with a long vowel sign, nor in Greek with a cluster: there the letters are what they look like.
const atStart: Readonly<Record<string, string>> = {
  و: 'w',
  ي: 'y',
  ی: 'y',
  ντ: 'd',
  μπ: 'b',
  γκ: 'g',
  ו: 'v',
  ב: 'b',
  פ: 'p',
}

const longestFirst = Object.keys(readings).sort((a, b) => b.length - a.length)
const anyReading = new RegExp(`(^|[\\s-])?(${longestFirst.join('|')})`, 'gu')

/** The text with such letters in Latin; all others stay for the general table. */
export const withReadings = (text: string): string =>
  text.replace(anyReading, (_, before: string | undefined, letters: string) =>
    before === undefined ? (readings[letters] ?? '') : before + (atStart[letters] ?? readings[letters] ?? ''),
  )

/**
 * Pinyin of one sign as it sounds in foreign names: 茨 ci is ts, 夏 xia is sh, 基 ji is ki or gi, 让 rang is jean; a final ng is the
 * n of another language (Xinhua, Names of the World's Peoples, 2007). Chinese names keep their Pinyin.
 */
export const foreignSound = (pinyin: string): string =>
  pinyin === 'er'
    ? 'r'
    : pinyin
        .replace(/^c(?!h)/, 'ts')
        .replace(/^q/, 'ch')
        .replace(/^x/, 's')
        .replace(/^zh/, 'j')
        .replace(/^j/, 'g')
        .replace(/^r/, 'j')
        .replace(/^wu/, 'u')
        .replace(/^yi/, 'i')
        .replace(/ng$/, 'n')
