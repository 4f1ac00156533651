import type { FlowText } from '../model/source.ts';

/**
 * What stands around tables: title, unit, body, table number and note lines, told by their own wording. The vocabulary
 * is that of published budgets in Chinese and English; a line that fits none of it is told by shape (see `isTitleLike`).
 */
export type LineKind = 'unit-line' | 'body-line' | 'table-number' | 'note';

export interface Line {
  /** Undefined for a line that may be a title or running text. */
  readonly kind: LineKind | undefined;
  /** Unit as printed (万元, Rs. in lakhs), where the line states one. */
  readonly unit: string | undefined;
  /** Table number as printed (表3, 公开01表), where the line states one on its own or before a title. */
  readonly number: string | undefined;
  /** The line without a unit that stands in it: a title such as 收支预算总表（单位：万元） keeps its own words. */
  readonly rest: string;
}

/** Longest line, in characters, that can still be a title, unit or body line. */
const LINE_LENGTH_MAX = 120;

const MONEY = '(?:人民币|本币)?[个十百千万亿]*(?:元|圆|美元|欧元|港元|日元|英镑)';
const COUNT = '[十百千万亿]+';
/** 单位：万元, 金额单位：人民币元, （单位:万）; not 编制单位：… and not 单位：some body. */
const CHINESE_UNIT = new RegExp(
  `[（(【[]?(?:金额|计量|货币|币种)?单位[:：]?(?<=[:：])((?:${MONEY}|${COUNT})(?:[、/，,和及](?:${MONEY}|[%％‰人次辆个台件平方米]+))*(?:[（(](?:人民币|${MONEY})[)）])?)[)）】\\]]?(?=$|[（(；;，,。])`,
);
/** Words that make 单位 a body: 编制单位. */
const NO_UNIT_BEFORE = /(?:编制|填报|预算|报送|主管|所属|公开|编报|会计|核算|建设|施工|实施|采购)$/;
const CURRENCY =
  '(?:rs\\.?|inr|₹|rupees?|eur(?:os?)?|€|usd|us\\$|\\$|dollars?|gbp|£|pounds?|cny|rmb|yuan|¥|jpy|yen|chf|aud|cad|zar|kes|ksh\\.?|ngn|₦|ghs|nzd)';
const SCALE =
  "(?:lakhs?|lacs?|crores?|thousands?|millions?|billions?|mn|bn|[mk](?![a-z])|'?000s?|1[ ,.]?000(?:[ ,.]?000)?|000)";
const ENGLISH_UNIT = new RegExp(
  `^[(\\[]?\\s*(?:(?:all\\s+)?(?:figures?|amounts?|values?|numbers?)?\\s*(?:are|is)?\\s*(?:expressed|stated|shown|given)?\\s*(?:units?\\s*[:：])?\\s*)((?:in\\s+)?(?:(?:${CURRENCY}\\s*\\.?\\s*(?:in\\s+)?${SCALE}?)|(?:${SCALE}\\s*(?:of\\s+)?${CURRENCY}))(?:\\s*\\(${CURRENCY}\\))?)\\s*[)\\]]?\\s*[.:]?$`,
  'i',
);
/** The same in brackets at the end of a title: Statement of accounts (Rs. in lakhs). */
const ENGLISH_UNIT_IN_TITLE = new RegExp(
  `\\s*[(\\[]\\s*((?:in\\s+)?(?:${CURRENCY}\\s*\\.?\\s*(?:in\\s+)?${SCALE}|${SCALE}\\s*(?:of\\s+)?${CURRENCY}))\\s*[)\\]]\\s*$`,
  'i',
);

const NUMBER_CHINESE =
  '(?:附表|附件|表|公开表|预算表|决算表)\\s*(?:[\\d０-９]{1,3}|[一二三四五六七八九十]{1,3})(?:\\s*[-－—–.]\\s*\\d{1,2})*';
const NUMBER_LEADING =
  '(?:公开|预算|决算|财预|财决|财执|部门公开|部门预算)\\s*\\d{1,3}(?:\\s*[-－—–.]\\s*\\d{1,2})*\\s*表';
const NUMBER_ALONE = new RegExp(`^[（(]?(?:${NUMBER_LEADING}|${NUMBER_CHINESE})\\s*[)）]?[:：.]?$`);
const NUMBER_BEFORE_TITLE = new RegExp(
  `^[（(]?(${NUMBER_LEADING}|${NUMBER_CHINESE})[)）]?\\s*[:：.、\\s]\\s*(?=\\S)`,
);
const NUMBER_ENGLISH =
  /^((?:table|annex|schedule|statement|appendix|exhibit)\s+(?:no\.?\s*)?(?:\d{1,3}|[IVX]{1,5}|[A-Z])(?:[.-]\d{1,2})*[A-Za-z]?)\s*(?:$|[:.–—-]\s*)/i;

const BODY_LINE =
  /^(?:编制|填报|填表|公开|预算|主管|报送|编报|所属)?(?:部门|单位|机构)(?:名称|代码|编码|（公章）|\(公章\)|（盖章）)*[:：]|^(?:预算|会计|财政)?年度[:：]|^(?:截止|截至|编制|填报|填表|报表)(?:时间|日期)[:：]|^[（(]?(?:截至|截止)?\d{4}年(?:度|\d{1,2}月\d{1,2}日)?[)）]?$|^(?:name of (?:the )?(?:department|ministry|entity|body)|department|ministry|entity|fiscal year|financial year|year ended)\s*:/i;
/** Code and name of a body, as some bureaus print it over each table: 450001某市某局. */
const BODY_WITH_CODE = /^\d{6,12}[-\s]*[\u4e00-\u9fff（）()]{4,40}$/;

const NOTE =
  /^[（(【]?(?:注|备注|附注|注释|说明|编制说明|填表说明|资料来源|数据来源|notes?|sources?|remarks?)\s*[\d一二三四五①-⑨]*\s*(?:[:：]|[.．、]\s*(?=\S))/i;

/** Reads one line by its wording. */
export function readLine(text: string): Line {
  const plain: Line = { kind: undefined, unit: undefined, number: undefined, rest: text };
  const squashed = text.replace(/[\s\u3000]+/g, '');
  if (squashed === '') return plain;
  if (NOTE.test(squashed)) return { ...plain, kind: 'note' };
  if (text.length > LINE_LENGTH_MAX) return plain;
  const english = ENGLISH_UNIT.exec(text.trim());
  if (english?.[1]) return { kind: 'unit-line', unit: english[1].trim(), number: undefined, rest: '' };
  const unit = CHINESE_UNIT.exec(squashed);
  const isOwn = unit !== null && !NO_UNIT_BEFORE.test(squashed.slice(0, unit.index));
  if (unit?.[1] && isOwn) {
    const before = readLine(withoutUnit(text, squashed.slice(0, unit.index)));
    return {
      kind: before.rest === '' ? 'unit-line' : before.kind,
      unit: unit[1],
      number: before.number,
      rest: before.rest,
    };
  }
  if (BODY_LINE.test(squashed) || BODY_WITH_CODE.test(squashed)) return { ...plain, kind: 'body-line' };
  if (NUMBER_ALONE.test(squashed))
    return { ...plain, kind: 'table-number', number: squashed.replace(/[（()）:：]/g, '') };
  const englishNumber = NUMBER_ENGLISH.exec(text.trim());
  if (englishNumber) {
    const isAlone = englishNumber[0].length === text.trim().length;
    return {
      ...plain,
      kind: isAlone ? 'table-number' : undefined,
      number: englishNumber[1],
      ...unitInTitle(text),
    };
  }
  const number = NUMBER_BEFORE_TITLE.exec(text.trim())?.[1];
  return { ...plain, number: number?.replace(/[\s\u3000]+/g, ''), ...unitInTitle(text) };
}

function unitInTitle(text: string): { unit?: string; rest?: string } {
  const unit = ENGLISH_UNIT_IN_TITLE.exec(text);
  return unit?.[1] ? { unit: unit[1].trim(), rest: text.slice(0, unit.index) } : {};
}

/** The first part of a text whose characters without spaces are those given, trimmed. */
function withoutUnit(text: string, squashedStart: string): string {
  let taken = 0;
  let end = 0;
  while (end < text.length && taken < squashedStart.length) {
    if (!/[\s\u3000]/.test(text[end] ?? '')) taken++;
    end++;
  }
  return text.slice(0, end).trim();
}

/** Words with which titles of tables end, before brackets such as （续表） or （按功能分类）. */
const TITLE_END =
  /(?:表|一览|明细|目录表|清单|统计|总表|概览|statement|schedule|summary|table|accounts?|budget|estimates?)(?:[（(【[][^）)】\]]{1,30}[)）】\]])*$/i;
const TITLE_START =
  /^(?:表|附表|table|annex|schedule|statement|appendix|exhibit)\s*[\d一二三四五六七八九十IVX]/i;
/** Ends of sentences and lead-ins. */
const NO_TITLE_END = /[。；;！!？?，,：:]$/;

/** 2: surely a title by its words; 1: may be one by its shape (a short line that is no sentence); 0: none. */
export function titleLikeness(block: Pick<FlowText, 'text' | 'level' | 'align'>): 0 | 1 | 2 {
  const text = block.text.trim();
  if (text.length > LINE_LENGTH_MAX || text === '') return 0;
  if (NO_TITLE_END.test(text) || /[。；]/.test(text)) return 0;
  if (/^[-—–\d\s.,%()（）/年月日]+$/.test(text)) return 0;
  if (TITLE_END.test(text) || TITLE_START.test(text)) return 2;
  if (block.level > 0 || block.align === 'center') return text.length <= 80 ? 2 : 1;
  return text.length <= 50 && !/[，,].*[，,]/.test(text) ? 1 : 0;
}

/** A lead-in that may stand between a title and its table: 具体情况如下：, 单位：see below. */
export function isLeadIn(text: string): boolean {
  return text.length <= LINE_LENGTH_MAX && /[:：]$/.test(text.trim());
}

/** A bracketed line under a title that belongs to it: （按功能分类科目）, (continued). */
export function isSubtitle(text: string): boolean {
  return /^[（(【[][^）)】\]]{1,40}[)）】\]]$/.test(text.trim()) && readLine(text).kind === undefined;
}
