import type { Check, CheckTerm } from '../model/check.ts';
import type { Table } from '../model/document.ts';
import type { Figure } from '../model/figure.ts';
import type { Message } from '../model/source.ts';
import { ruleInfo } from '../rules/catalogue.ts';

/**
 * The sentences of findings, as a reviewer could send them to the publisher: what is printed, what it should agree with, the
 * difference, where, by which rule. Arithmetic is done elsewhere; this only words it.
 */
export interface Words {
  readonly figure: Figure;
  readonly stated: string;
  readonly expected: string;
  readonly difference: string;
  /** How the table of a figure is called, with its page. */
  readonly nameOf: (figure: Figure) => Message;
}

/** 《支出预算总表》（第10页） and “支出预算总表” (page 10). */
export function nameTable(table: Table | undefined, figure: Figure): Message {
  const { anchor } = figure.place;
  const page = anchor.kind === 'page' ? anchor.page : undefined;
  const zhPage = page === undefined ? '' : `（第${page}页）`;
  const enPage = page === undefined ? '' : ` (page ${page})`;
  if (figure.place.kind !== 'cell') return { zh: `正文${zhPage}`, en: `the text${enPage}` };
  const name = table?.title?.trim() ?? table?.number ?? `表${figure.place.table.slice(1)}`;
  const enName = table?.title?.trim() ?? table?.number ?? `Table ${figure.place.table.slice(1)}`;
  return { zh: `《${name}》${zhPage}`, en: `“${inner(enName)}”${enPage}` };
}

/** Quotation marks inside quotation marks are single ones. */
const inner = (text: string): string => text.replace(/[“”]/g, (q) => (q === '“' ? '‘' : '’'));
export const quoted = (text: string): string => `“${inner(text.trim())}”`;

/** The row of a figure; in the text without the number of its paragraph: 1.卫生健康支出科目. */
const rowOf = ({ rowLabel, place }: Figure): string =>
  place.kind === 'text'
    ? rowLabel.replace(
        /^\s*(?:[（(][\d一二三四五六七八九十]{1,3}[）)]|[\d一二三四五六七八九十]{1,3}[、.．])\s*/,
        '',
      )
    : rowLabel;

/** What a row is called; a table with a single row of figures has only its columns. */
export const subject = (figure: Figure): string => rowOf(figure) || leafOf(figure) || '—';

/** The lowest heading over a figure that says more than 合计 or 小计: 本年收入 / 小计, but plain 基本支出. */
function leafOf({ columnLabel }: Figure): string {
  const path = columnLabel.split(' / ');
  const leaf = path.at(-1) ?? '';
  const above = path.at(-2);
  return above !== undefined && /^(?:合计|小计|总计|金额|预算数|决算数)$/.test(leaf.replace(/\s/g, ''))
    ? `${above} / ${leaf}`
    : leaf;
}

/** Row and column of a figure as part of a sentence: “210 卫生健康支出”的“合计”; “合计” of “210 卫生健康支出”. */
function spot(figure: Figure): Message {
  const parts = [
    ...new Set([rowOf(figure), leafOf(figure)].filter((part) => part.trim() !== '').map(quoted)),
  ];
  if (parts.length === 0) return { zh: '一处', en: 'a figure' };
  return { zh: parts.join('的'), en: parts.toReversed().join(' of ') };
}

/** 少 7,450,000 · 7,450,000 less: the size of a difference and its direction. */
function direction(difference: string): { readonly size: string; readonly less: boolean } {
  return { size: difference.replace(/^-/, ''), less: difference.startsWith('-') };
}

/** A unit as it follows a number. */
const unitOf = (figure: Figure): Message => {
  const label = figure.unit?.label.replace(/^(?:金额)?单位[:：]\s*/, '') ?? '';
  if (label === '') return { zh: '', en: '' };
  // in thousands of dollars, € million: words beside the number, not a unit after it.
  return /\s/.test(label) ? { zh: `（${label}）`, en: ` (${label})` } : { zh: ` ${label}`, en: ` ${label}` };
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function figureTitle({ figure, stated, expected, difference }: Words): Message {
  const leaf = figure.columnLabel.split(' / ').at(-1) ?? '';
  const row = subject(figure);
  const name = leaf && !row.includes(leaf) ? `${row}·${leaf}` : row;
  if (stated === '')
    return { zh: `${name}空白，应为 ${expected}`, en: `${name} is blank, should be ${expected}` };
  const { size, less } = direction(difference);
  return {
    zh: `${name}：${less ? '少' : '多'} ${size}`,
    en: `${name}: ${size} too ${less ? 'low' : 'high'}`,
  };
}

/** @param copies Further places that print the same wrong figure; @param explained Failing checks that this figure explains. */
export function figureMessage(
  words: Words,
  rule: string,
  check: Check,
  copies: readonly Figure[],
  explained: number,
  cause?: Cause,
): Message {
  const { figure, stated, expected, difference, nameOf } = words;
  const { title } = ruleInfo(rule);
  const { size, less } = direction(difference);
  const table = nameOf(figure);
  const at = spot(figure);
  const unit = unitOf(figure);
  const proof = evidence(check, figure, nameOf);
  const why = causeWords(cause);
  const rest = moreWords(figure, copies, explained, nameOf);
  const more = { zh: `${why.zh}${rest.zh}`, en: `${why.en}${rest.en}` };
  if (check.comparison === 'at-most') return boundMessage(words, title, check, more);
  if (stated === '') {
    return {
      zh: `${table.zh}中${at.zh}空白，应为 ${expected}${unit.zh}（${title.zh}：${proof.zh}）。${more.zh}`,
      en: `${capital(table.en)} leaves ${at.en} blank; it should be ${expected}${unit.en} (${title.en}: ${proof.en}).${more.en}`,
    };
  }
  return {
    zh: `${table.zh}中${at.zh}印为 ${stated}，应为 ${expected}，${less ? '少' : '多'} ${size}${unit.zh}（${title.zh}：${proof.zh}）。${more.zh}`,
    en: `${capital(table.en)} prints ${stated} for ${at.en}, which is ${size}${unit.en} too ${less ? 'low' : 'high'}; it should be ${expected} (${title.en}: ${proof.en}).${more.en}`,
  };
}

/** What probably went wrong with one figure. */
export interface Cause {
  readonly name:
    | 'blank'
    | 'sign'
    | 'decimal-point'
    | 'factor-of-ten'
    | 'digits-swapped'
    | 'addend-left-out'
    | 'addend-counted-twice';
  /** By how many places the figure is off. */
  readonly power?: number;
  /** The addend that a total left out or counted twice. */
  readonly addend?: Figure;
}

function causeWords(cause: Cause | undefined): Message {
  const addend = quoted(cause?.addend ? subject(cause.addend) : '');
  switch (cause?.name) {
    case 'sign':
      return { zh: '可能是正负号印错。', en: ' The sign is probably wrong.' };
    case 'decimal-point':
      return { zh: '可能是小数点错位。', en: ' The decimal point is probably misplaced.' };
    case 'factor-of-ten':
      return factorWords(cause.power ?? 1);
    case 'digits-swapped':
      return { zh: '可能是数字颠倒。', en: ' Digits are probably in the wrong order.' };
    case 'addend-left-out':
      return {
        zh: `差额正好是${addend}的数，可能漏计了这一项。`,
        en: ` The difference is just the amount of ${addend}, which was probably left out.`,
      };
    case 'addend-counted-twice':
      return {
        zh: `差额正好是${addend}的数，可能重复计入了这一项。`,
        en: ` The difference is just the amount of ${addend}, which was probably counted twice.`,
      };
    default:
      return { zh: '', en: '' };
  }
}

function factorWords(power: number): Message {
  const times = 10 ** power;
  switch (power) {
    case 1:
      return {
        zh: '两数相差十倍，可能多写或少写了一位，或小数点错位。',
        en: ' The two differ by a factor of 10: a digit too many or too few, or a misplaced decimal point, is likely.',
      };
    case 4:
      return {
        zh: '两数相差一万倍，可能是元与万元混用。',
        en: ' The two differ by a factor of 10,000: 元 and 万元 were probably mixed up.',
      };
    default:
      return {
        zh: `两数相差 ${times.toLocaleString('en-US')} 倍，可能是小数点错位或单位混用。`,
        en: ` The two differ by a factor of ${times.toLocaleString('en-US')}: a misplaced decimal point or another unit is likely.`,
      };
  }
}

/** An ordering that does not hold: a part above its whole. */
function boundMessage({ figure, nameOf }: Words, title: Message, check: Check, more: Message): Message {
  const [whole, part] = check.terms.map((t) => t.figure);
  const isWhole = whole!.id === figure.id;
  const [here, there] = isWhole ? [whole!, part!] : [part!, whole!];
  const [hereName, thereName] = [nameOf(here), nameOf(there)];
  const [hereAt, thereAt] = [spot(here), spot(there)];
  const printed = (f: Figure): Message =>
    f.state === 'printed'
      ? { zh: `印为 ${numeral(f)}${unitOf(f).zh}`, en: `${numeral(f)}${unitOf(f).en}` }
      : { zh: '空白', en: 'blank' };
  const same = hereName.zh === thereName.zh;
  const enHere =
    here.state === 'printed' ? `prints ${printed(here).en} for ${hereAt.en}` : `leaves ${hereAt.en} blank`;
  return {
    zh: `${hereName.zh}中${hereAt.zh}${printed(here).zh}，${isWhole ? '不应小于' : '不应大于'}${same ? '' : thereName.zh}${thereAt.zh}的 ${numeral(there) || '0'}${unitOf(there).zh}（${title.zh}）。${more.zh}`,
    en: `${capital(hereName.en)} ${enHere}; it should not be ${isWhole ? 'below' : 'above'} ${thereAt.en}${same ? '' : ` in ${thereName.en}`}, which is ${numeral(there) || 'blank'}${unitOf(there).en} (${title.en}).${more.en}`,
  };
}

/** Where else the wrong figure stands, and how much it explains. */
function moreWords(
  figure: Figure,
  copies: readonly Figure[],
  explained: number,
  nameOf: (figure: Figure) => Message,
): Message {
  const here = nameOf(figure).zh;
  const places = copies.map((copy): Message => {
    const name = nameOf(copy);
    if (name.zh !== here) return name;
    const at = spot(copy);
    return { zh: at.zh, en: at.en };
  });
  const unique = [...new Map(places.map((p) => [p.zh, p])).values()];
  const shown = unique.slice(0, 4);
  const zhRest = unique.length > shown.length ? `等 ${unique.length} 处` : '';
  const enRest = unique.length > shown.length ? ` and ${unique.length - shown.length} more` : '';
  const zhSame = shown.length > 0 ? `${shown.map((p) => p.zh).join('、')}${zhRest}同样印错。` : '';
  const enSame =
    shown.length > 0 ? ` The same is printed in ${shown.map((p) => p.en).join(', ')}${enRest}.` : '';
  return {
    zh: `${zhSame}${explained > 1 ? `这一处解释了 ${explained} 项不成立的核对。` : ''}`,
    en: `${enSame}${explained > 1 ? ` This one figure explains ${explained} failing checks.` : ''}`,
  };
}

// ------------------------------------------------------------------------------------------------- what cannot be told apart

/** A sum that does not hold, where nothing tells which of its figures is wrong. */
export function sumMessage(words: Words, check: Check, explained: number): Message {
  const { figure, stated, expected, difference, nameOf } = words;
  const { title } = ruleInfo(check.rule);
  const { size, less } = direction(difference);
  const table = nameOf(figure);
  const at = spot(figure);
  const unit = unitOf(figure);
  const proof = evidence(check, figure, nameOf);
  const inSentence = check.terms.every((t) => t.figure.place.kind === 'text');
  const made = inSentence
    ? { zh: '按句中其他数计算为', en: 'while the other figures of the passage make' }
    : { zh: '各项相加为', en: 'while its items add up to' };
  const doubt = inSentence
    ? { zh: '其中哪一个数有误不能断定', en: 'Which of these figures is at fault cannot be told' }
    : {
        zh: '合计、其中某一项或漏列的一行，哪一处有误不能断定',
        en: 'Whether the total, one of the items or a row left out is at fault cannot be told',
      };
  const zhMore = explained > 1 ? `另有 ${explained - 1} 项核对因此不成立。` : '';
  const enMore =
    explained > 1
      ? ` ${explained - 1} more ${explained > 2 ? 'checks fail' : 'check fails'} for the same reason.`
      : '';
  return {
    zh: `${table.zh}中${at.zh}${stated === '' ? '空白' : `印为 ${stated}`}，${made.zh} ${expected}，${less ? '少' : '多'} ${size}${unit.zh}（${title.zh}：${proof.zh}）。${doubt.zh}，请核对。${zhMore}`,
    en: `${capital(table.en)} prints ${stated === '' ? 'nothing' : stated} for ${at.en}, ${made.en} ${expected}: ${size}${unit.en} too ${less ? 'low' : 'high'} (${title.en}: ${proof.en}). ${doubt.en}; please check.${enMore}`,
  };
}

/** Two copies of one fact that differ, where nothing tells which is right. */
export function copyMessage(words: Words, other: Figure, check: Check, explained: number): Message {
  const { figure, stated, difference, nameOf } = words;
  const { title } = ruleInfo(check.rule);
  const { size } = direction(difference);
  const [a, b] = [nameOf(figure), nameOf(other)];
  const [atA, atB] = [spot(figure), spot(other)];
  const [unitA, unitB] = [unitOf(figure), unitOf(other)];
  const same = a.zh === b.zh;
  const otherStated = numeral(other);
  const zhMore = explained > 1 ? `共有 ${explained} 项核对因此不成立。` : '';
  const enMore = explained > 1 ? ` ${explained} checks fail for it.` : '';
  return {
    zh: `${a.zh}中${atA.zh}${stated === '' ? '空白' : `印为 ${stated}${unitA.zh}`}，${same ? '' : `${b.zh}中`}${atB.zh}${otherStated === '' ? '空白' : `印为 ${otherStated}${unitB.zh}`}，两处应当一致，相差 ${size}${unitA.zh}（${title.zh}）。哪一处有误不能断定，请核对。${zhMore}`,
    en: `${capital(a.en)} prints ${stated === '' ? 'nothing' : `${stated}${unitA.en}`} for ${atA.en}, ${same ? 'and' : `${b.en} prints`} ${otherStated === '' ? 'nothing' : `${otherStated}${unitB.en}`} for ${atB.en}; the two should agree and differ by ${size}${unitA.en} (${title.en}). Which of them is right cannot be told; please check.${enMore}`,
  };
}

export function copyTitle({ figure, stated }: Words, other: Figure): Message {
  const name = subject(figure);
  const zh = (amount: string, side: 'left' | 'right') =>
    amount === '' ? '空白' : side === 'left' ? `${amount} ` : ` ${amount} `;
  return {
    zh: `${name}：${zh(stated, 'left')}与${zh(numeral(other), 'right')}不一致`,
    en: `${name}: ${stated || 'blank'} against ${numeral(other) || 'blank'}`,
  };
}

// --------------------------------------------------------------------------------------------------------------------- rows

/** One column of a group of rows that do not add up to their total. */
export interface ShortColumn {
  readonly total: Figure;
  readonly stated: string;
  /** What the rows add up to. */
  readonly sum: string;
  /** Size of the difference, without sign. */
  readonly size: string;
}

/** Rows that add up to less than their total, to more, or to more by one of them, which another row repeats or not. */
export type Surplus = 'short' | 'over' | 'twice' | 'extra';

/** @param row The row that is missing, where another table prints it, or the one that is too many. */
function likelyWords(surplus: Surplus, row: PrintedRow | undefined): Message {
  const label = quoted(row?.label ?? '');
  switch (surplus) {
    case 'short':
      return row
        ? {
            zh: `${row.table}列有${label}，金额与此相符，本表可能漏列了这一行`,
            en: `${row.table} lists ${label} with this amount; that row is probably missing here`,
          }
        : { zh: '可能漏列了一行', en: 'A row is probably missing' };
    case 'over':
      return {
        zh: '可能有一行不应列在其下，或合计没有随之更新',
        en: 'A row may not belong there, or the total was not updated',
      };
    case 'twice':
      return { zh: `${label}一行可能重复列示`, en: `The row ${label} is probably printed twice` };
    case 'extra':
      return {
        zh: `多出的正好是${label}一行的数，这一行可能不应列在其下，或合计漏计了它`,
        en: `The excess is just the row ${label}: it may not belong there, or the total left it out`,
      };
  }
}
/** A row as another table prints it. */
export interface PrintedRow {
  readonly label: string;
  readonly table: string;
}

/** @param row The row that is probably missing, where another table prints it, or the one that is too many. */
export function rowMessage(
  columns: readonly ShortColumn[],
  surplus: Surplus,
  rule: string,
  nameOf: (figure: Figure) => Message,
  row?: PrintedRow,
): Message {
  const first = columns[0]!.total;
  const table = nameOf(first);
  const { title } = ruleInfo(rule);
  const own = columns.filter((c) => c.total.rowLabel === first.rowLabel);
  const shown = own.slice(0, 3);
  const unit = unitOf(first);
  const over = surplus !== 'short';
  const named = (total: Figure) => quoted(leafOf(total) || total.rowLabel);
  const zh = shown.map(
    ({ total, stated, sum, size }) =>
      `${named(total)}${stated === '' ? '空白' : `印为 ${stated}`}，各行相加为 ${sum}，${over ? '多出' : '缺'} ${size}${unit.zh}`,
  );
  const en = shown.map(
    ({ total, stated, sum, size }) =>
      `${named(total)} is ${stated === '' ? 'blank' : stated}, its rows add up to ${sum}, ${size}${unit.en} ${over ? 'more' : 'less'}`,
  );
  const rest = columns.length - shown.length;
  const subjectOf = quoted(subject(first));
  const likely = likelyWords(surplus, row);
  return {
    zh: `${table.zh}中${subjectOf}下所列各行${over ? '多于' : '不足'}印出的数：${zh.join('；')}${rest > 0 ? `；另有 ${rest} 处同样${over ? '多出' : '短缺'}` : ''}（${title.zh}）。${likely.zh}，请核对。`,
    en: `${capital(table.en)}: the rows under ${subjectOf} add up to ${over ? 'more' : 'less'} than is printed: ${en.join('; ')}${rest > 0 ? `; ${rest} more ${rest > 1 ? 'sums are' : 'sum is'} ${over ? 'over' : 'short'} in the same way` : ''} (${title.en}). ${likely.en}; please check.`,
  };
}

export function rowTitle(columns: readonly ShortColumn[], surplus: Surplus, missing?: string): Message {
  const { total, size } = columns[0]!;
  const name = subject(total);
  const title: Readonly<Record<Surplus, Message>> = {
    short: missing
      ? { zh: `可能漏列“${missing}”（少 ${size}）`, en: `“${missing}” probably missing (${size} less)` }
      : { zh: `可能漏列一行（少 ${size}）`, en: `a row probably missing (${size} less)` },
    over: { zh: `各行合计多出 ${size}`, en: `rows add up to ${size} more` },
    extra: { zh: `各行合计多出一行（${size}）`, en: `rows exceed the total by one of them (${size})` },
    twice: { zh: `可能有一行重复（多 ${size}）`, en: `a row probably printed twice (${size} more)` },
  };
  return { zh: `${name}：${title[surplus].zh}`, en: `${name}: ${title[surplus].en}` };
}

// ---------------------------------------------------------------------------------------------------------------- exchanged

/** Two figures of a table that fit when they change places. */
export interface Pair {
  readonly first: Figure;
  readonly second: Figure;
  /** One of another pair that fits as well when exchanged instead. */
  readonly rival?: Figure;
  readonly stated: string;
  readonly other: string;
  /** The second cell is empty or zero: the first figure stands in the wrong cell. */
  readonly moved: boolean;
  /** The table has no other row of figures: the headings may be exchanged as well. */
  readonly alone: boolean;
  /** Failing checks that hold afterwards. */
  readonly mended: number;
}

/** What tells the two cells apart: their columns in one row, their rows in one column. */
function pairNames({ first, second }: Pair): { readonly common: string; readonly names: [Message, Message] } {
  const [a, b] = [first, second].map(rowNumberOf);
  const alike = (text: string): Message => ({ zh: quoted(text), en: quoted(text) });
  if (a === b) return { common: first.rowLabel, names: [alike(leafOf(first)), alike(leafOf(second))] };
  if (first.rowLabel !== second.rowLabel)
    return { common: leafOf(first), names: [alike(first.rowLabel), alike(second.rowLabel)] };
  // Rows without words of their own, such as those of two years, are told by their numbers.
  const row = (number: number): Message => ({ zh: `第 ${number} 行`, en: `row ${number}` });
  return { common: leafOf(first), names: [row(a! + 1), row(b! + 1)] };
}

const rowNumberOf = ({ place }: Figure): number => (place.kind === 'cell' ? place.row : -1);

export function pairTitle(pair: Pair): Message {
  const { common, names } = pairNames(pair);
  const [a, b] = names;
  const zhLead = common === '' ? '' : `${common}：`;
  const enLead = common === '' ? '' : `${common}: `;
  return pair.moved
    ? {
        zh: `${zhLead}${pair.stated} 印在${a.zh}，应在${b.zh}`,
        en: `${enLead}${pair.stated} stands under ${a.en}, belongs under ${b.en}`,
      }
    : { zh: `${zhLead}${a.zh}与${b.zh}两数互换`, en: `${enLead}${a.en} and ${b.en} are exchanged` };
}

export function pairMessage(pair: Pair, nameOf: (figure: Figure) => Message): Message {
  const { common, names } = pairNames(pair);
  const [a, b] = names;
  const table = nameOf(pair.first);
  const { stated, other, moved, alone, mended } = pair;
  const zhAt = common === '' ? '' : `${quoted(common)}`;
  const enAt = common === '' ? '' : `, under ${quoted(common)}`;
  const count = {
    zh: mended > 1 ? `原来不成立的 ${mended} 项核对均成立` : '原来不成立的核对即成立',
    en:
      mended === 1
        ? 'the failing check holds'
        : mended === 2
          ? 'both failing checks hold'
          : `all ${mended} failing checks hold`,
  };
  const zhOther = other === '' ? '空白' : `印为 ${other}`;
  const enOther = other === '' ? 'nothing' : other;
  const zhWhy = moved ? '可能填错了格' : '可能填颠倒了';
  const enWhy = moved ? 'it probably stands in the wrong cell' : 'they probably stand in each other’s place';
  const zhHead = alone ? '，或两栏的表头互换' : '';
  const enHead = alone ? ', or the two headings are exchanged' : '';
  const sameRow = rowNumberOf(pair.first) === rowNumberOf(pair.second);
  const rival = pair.rival ? quoted(sameRow ? pair.rival.rowLabel : leafOf(pair.rival)) : '';
  const zhRival = rival === '' ? '' : `，也可能是${rival}的两数互换，请核对`;
  const enRival = rival === '' ? '' : `; or those of ${rival} do; please check`;
  const zhThen = moved ? `把 ${stated} 移到${b.zh}后` : '两数对调后';
  const enThen = moved ? `with ${stated} moved to ${b.en}` : 'with the two exchanged';
  return {
    zh: `${table.zh}中${zhAt === '' ? '' : `${zhAt}的`}${a.zh}印为 ${stated}，${b.zh}${zhOther}；${zhThen}，${count.zh}，${zhWhy}${zhHead}${zhRival}。`,
    en: `In ${table.en}${enAt}, ${a.en} is printed as ${stated} and ${b.en} as ${enOther}; ${enThen}, ${count.en}: ${enWhy}${enHead}${enRival}.`,
  };
}

/** Columns that do not add up in most rows. */
export function headingWords(fault: {
  readonly total: Figure;
  readonly rows: number;
  readonly of: number;
  readonly check: Check;
  readonly nameOf: (figure: Figure) => Message;
}): { readonly title: Message; readonly message: Message } {
  const { total, rows, of, check, nameOf } = fault;
  const table = nameOf(total);
  const column = quoted(leafOf(total));
  const parts = check.terms.slice(1).map((t) => quoted(leafOf(t.figure)));
  const { title } = ruleInfo(check.rule);
  const first = equation(check);
  return {
    title: {
      zh: `${column}一列在 ${rows} 行中与各分项不符`,
      en: `Column ${column} differs from its parts in ${rows} rows`,
    },
    message: {
      zh: `${table.zh}中${column}一列应为${parts.join('、')}各列之和，有数的 ${of} 行中 ${rows} 行不符（${title.zh}；如 ${first}）。多行同时不符，多半是表头写错或某一列错位，请先核对表头。`,
      en: `In ${table.en} column ${column} should be the sum of ${parts.join(', ')}; it is not in ${rows} of ${of} rows with amounts (${title.en}; for example ${first}). With so many rows at once a heading is probably wrong or a column out of place; please check the headings first.`,
    },
  };
}

// ------------------------------------------------------------------------------------------------------------------ arithmetic

const numeral = ({ place, state }: Figure): string => {
  if (state !== 'printed') return '';
  const quote = place.quote.trim();
  return place.kind === 'text' ? quote.replace(/(?<=\d)\s*[^\d\s.,，．]+$/u, '') : quote;
};

/**
 * What the figure was compared with: the arithmetic in one line where all of it stands in one table, else the other places
 * by name.
 */
function evidence(check: Check, culprit: Figure, nameOf: (figure: Figure) => Message): Message {
  const here = nameOf(culprit).zh;
  const others = check.terms.filter((t) => t.figure.id !== culprit.id);
  const elsewhere = others.filter((t) => nameOf(t.figure).zh !== here);
  if (elsewhere.length === 0 || others.length > 3) {
    const line = equation(check);
    return { zh: line, en: line };
  }
  const words = others.map(({ figure }): Message => {
    const name = nameOf(figure);
    const at = spot(figure);
    const amount = numeral(figure);
    const unit = unitOf(figure);
    return {
      zh: `${name.zh}${name.zh === here ? '中' : ''}${at.zh}${amount === '' ? '空白' : `为 ${amount}${unit.zh}`}`,
      en: `${amount === '' ? 'blank' : `${amount}${unit.en}`} for ${at.en} in ${name.en}`,
    };
  });
  return { zh: words.map((w) => w.zh).join('，'), en: words.map((w) => w.en).join(', ') };
}

/** 10,448,833 + 1,054,430 + … ; long sums show their ends, and units where they differ. */
function equation(check: Check): string {
  const [total, ...addends] = check.terms;
  const filled = addends.filter((t) => t.figure.state === 'printed');
  const counting = filled.filter((t) => t.figure.amount.digits !== 0n);
  const printed = counting.length > 0 ? counting : filled.slice(0, 1);
  const shown = printed.length > 6 ? [...printed.slice(0, 3), undefined, ...printed.slice(-2)] : printed;
  const mixed = new Set(check.terms.map((t) => t.figure.exponent)).size > 1;
  const amount = ({ figure }: CheckTerm, i = 0) => {
    const text = numeral(figure) === '' ? '—' : `${numeral(figure)}${mixed ? unitOf(figure).zh : ''}`;
    return i > 0 && figure.amount.digits < 0n ? `(${text})` : text;
  };
  const right = shown
    .map((t, i) =>
      t ? `${i > 0 ? (t.sign > 0 ? ' + ' : ' − ') : t.sign < 0 ? '−' : ''}${amount(t, i)}` : ' + …',
    )
    .join('');
  return `${amount(total!)} ≠ ${right || '—'}`;
}
