/**
 * Characters as a reader sees them. Fonts written by browsers map a glyph that serves a radical and an ideograph to the
 * radical (⼀ for 一, ⻔ for 门). Unicode's normalisation mends the Kangxi radicals only, so this is Unicode's own table
 * (Equivalent_Unified_Ideograph, EquivalentUnifiedIdeograph.txt). Two differ from it: ⼾ and ⾭ are set to the forms that
 * publications in simplified characters show.
 */
const SUPPLEMENT =
  '⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟';
/** U+2F00 to U+2FD5 in order. */
const KANGXI =
  '一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠';

const MENDED = new Map<number, string>();
for (const [index, character] of [...KANGXI].entries()) MENDED.set(0x2f00 + index, character);
const supplement = [...SUPPLEMENT];
for (let i = 0; i + 1 < supplement.length; i += 2) {
  MENDED.set(supplement[i]?.codePointAt(0) ?? 0, supplement[i + 1] ?? '');
}
for (const [ligature, letters] of Object.entries({
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
})) {
  MENDED.set(ligature.codePointAt(0) ?? 0, letters);
}
for (const space of [0x09, 0x0a, 0x0d, 0xa0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202f, 0x3000])
  MENDED.set(space, ' ');
for (const nothing of [0, 0xad, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0xfffe, 0xffff])
  MENDED.set(nothing, '');

/** What stands for a glyph that shows something while its font does not say what: never a blank. */
export const UNREADABLE = '\ufffd';

function isControl(code: number): boolean {
  return (code > 0 && code < 0x20) || (code >= 0x7f && code < 0xa0);
}

/** The text of one glyph as a reader sees it: a space for every kind of space, nothing for what does not show. */
export function mendCharacters(text: string): string {
  if (text.length === 1) {
    const code = text.charCodeAt(0);
    if (code >= 0x20 && code < 0x7f) return text;
    return MENDED.get(code) ?? (isControl(code) ? UNREADABLE : text);
  }
  let mended = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    mended += MENDED.get(code) ?? (isControl(code) ? UNREADABLE : character);
  }
  return mended;
}

/** True for a glyph whose text says nothing: private use, replacement or control characters of a font without ToUnicode. */
export function isUnreadable(text: string): boolean {
  const code = text.codePointAt(0) ?? 0;
  return (
    code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000 || (code < 0x20 && code > 0)
  );
}

/**
 * True for a character that says nothing, or that no publication in these languages prints: numbers of glyphs, taken for
 * characters for want of a better table, fall into all blocks of Unicode. Han, Latin, Greek and Cyrillic letters do not tell.
 */
export function isForeign(text: string): boolean {
  const code = text.codePointAt(0) ?? 0;
  return (
    isUnreadable(text) ||
    (code >= 0x0530 && code <= 0x1dff && !(code >= 0x0900 && code <= 0x097f)) ||
    (code >= 0xa000 && code <= 0xabff)
  );
}
