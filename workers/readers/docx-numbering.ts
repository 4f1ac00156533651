import { childOf, childrenOf, settingOf, type XmlNode } from './xml.ts';

interface Level {
  readonly start: number;
  readonly format: string;
  /** As `%1、` or `第%1章`: each %n stands for the count of level n. */
  readonly text: string;
}

/** Writes the numbers that Word puts before paragraphs of numbered lists: they are printed, but stand in no text. */
export class Numbering {
  private readonly lists = new Map<string, { levels: readonly Level[]; counts: number[] }>();

  constructor(part: XmlNode | undefined) {
    const abstracts = new Map<string, Level[]>();
    for (const abstract of childrenOf(part, 'abstractNum')) {
      abstracts.set(abstract.attributes.abstractNumId ?? '', readLevels(abstract));
    }
    /** Lists that share an abstract definition count on together, as Word does, unless they restart. */
    const shared = new Map<string, { levels: readonly Level[]; counts: number[] }>();
    for (const num of childrenOf(part, 'num')) {
      const abstractId = settingOf(num, 'abstractNumId') ?? '';
      const levels = abstracts.get(abstractId);
      if (!levels) continue;
      const overrides = childrenOf(num, 'lvlOverride');
      const own = levels.slice();
      for (const override of overrides) {
        const index = Number(override.attributes.ilvl);
        const level = childOf(override, 'lvl');
        const start = settingOf(override, 'startOverride');
        const base = level ? readLevel(level) : own[index];
        if (base) own[index] = { ...base, start: start === undefined ? base.start : Number(start) };
      }
      const list =
        overrides.length > 0
          ? { levels: own, counts: [] }
          : (shared.get(abstractId) ?? { levels, counts: [] });
      if (overrides.length === 0) shared.set(abstractId, list);
      this.lists.set(num.attributes.numId ?? '', list);
    }
  }

  /** The number of the next paragraph of this list and level, as printed; empty for bullets. */
  next(numId: string, levelIndex: number): string {
    const list = this.lists.get(numId);
    const level = list?.levels[levelIndex];
    if (!list || !level) return '';
    list.counts.length = Math.min(list.counts.length, levelIndex + 1);
    for (let i = 0; i < levelIndex; i++) list.counts[i] ??= list.levels[i]?.start ?? 1;
    const before = list.counts[levelIndex];
    list.counts[levelIndex] = before === undefined ? level.start : before + 1;
    if (level.format === 'bullet' || level.format === 'none') return '';
    return level.text.replace(/%(\d)/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      return writeCount(list.counts[index] ?? 1, list.levels[index]?.format ?? 'decimal');
    });
  }
}

function readLevels(abstract: XmlNode): Level[] {
  const levels: Level[] = [];
  for (const level of childrenOf(abstract, 'lvl')) levels[Number(level.attributes.ilvl)] = readLevel(level);
  return levels;
}

function readLevel(level: XmlNode): Level {
  return {
    start: Number(settingOf(level, 'start') ?? 1),
    format: settingOf(level, 'numFmt') ?? 'decimal',
    text: settingOf(level, 'lvlText') ?? '',
  };
}

/** A count in one of Word's number formats (ECMA-376 17.18.59); those not named here as decimal. */
export function writeCount(count: number, format: string): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'ideographDigital':
      return writeChinese(count);
    case 'ideographTraditional':
      return '甲乙丙丁戊己庚辛壬癸'[count - 1] ?? String(count);
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return count >= 1 && count <= 20 ? String.fromCodePoint(0x2460 + count - 1) : String(count);
    case 'decimalZero':
      return String(count).padStart(2, '0');
    case 'lowerLetter':
      return writeLetters(count);
    case 'upperLetter':
      return writeLetters(count).toUpperCase();
    case 'lowerRoman':
      return writeRoman(count);
    case 'upperRoman':
      return writeRoman(count).toUpperCase();
    default:
      return String(count);
  }
}

function writeChinese(count: number): string {
  const digits = '零一二三四五六七八九';
  if (count >= 100) return String(count);
  const [tens, ones] = [Math.floor(count / 10), count % 10];
  const head = tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`;
  return head + (ones > 0 || tens === 0 ? (digits[ones] ?? '') : '');
}

function writeLetters(count: number): string {
  return String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.min(5, Math.ceil(count / 26)));
}

function writeRoman(count: number): string {
  if (count < 1 || count > 200) return String(count);
  const parts: readonly (readonly [number, string])[] = [
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  let rest = count;
  let roman = '';
  for (const [value, letters] of parts) {
    while (rest >= value) {
      roman += letters;
      rest -= value;
    }
  }
  return roman;
}
