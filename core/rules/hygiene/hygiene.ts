import type { Block } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import type { Severity } from '../../model/review.ts';
import type { Message } from '../../model/source.ts';
import { readOrdinal } from '../../structure/text.ts';
import { wordCells } from '../../structure/word-cells.ts';
import { textPlace } from '../narrative/reading.ts';
import { cellPlace } from '../places.ts';
import type { Observation, ReviewContext, RuleFamily } from '../rule.ts';
import { observeBlankPages, observeNumberFormat, observeTruncatedCells } from './cells.ts';
import { observeHeadings } from './headings.ts';
import { HYGIENE_RULES } from './rules.ts';

/** G13: wording, numbering and what templates and converters leave behind. Told once for a document, with all places. */
export const hygiene: RuleFamily = {
  rules: HYGIENE_RULES,
  *observe(context) {
    yield* observeNumbering(context);
    yield* observeLabelNumbering(context);
    for (const slip of SLIPS) yield* observeSlip(context, slip);
    yield* observeUnclosed(context);
    yield* observeLabelDrift(context);
    yield* observeTruncatedCells(context);
    yield* observeHeadings(context);
    yield* observeNumberFormat(context);
    yield* observeBlankPages(context);
  },
};

const PLACES_MAX = 8;

const isProse = (block: Block): boolean =>
  block.role === 'heading' || block.role === 'paragraph' || block.role === 'note';

// ------------------------------------------------------------------------------------------------------------------- slips

interface Slip {
  readonly rule: string;
  readonly pattern: RegExp;
  /** What a text has that the pattern can match in; most texts are let go by it. */
  readonly hint: RegExp;
  readonly where: 'text' | 'text-and-cells';
  readonly severity?: Severity;
  title(count: number): Message;
  message(quote: string, count: number): Message;
}

const times = (count: number) => (count > 1 ? `（${count} 处）` : '');
const timesEn = (count: number) => (count > 1 ? ` (${count})` : '');

/** Patterns that are a slip wherever they stand; the quote takes the words around them. */
const SLIPS: readonly Slip[] = [
  {
    rule: 'hyg-placeholder',
    where: 'text-and-cells',
    hint: /[XＸ×_]{2}|增加|减少|增长|填写/,
    pattern:
      /(?<![A-Za-z\d])[XＸ]{2,}(?![A-Za-z\d])|[×]{2,}(?=[年月日万元个家人辆号部单])|增加[（(]减少[)）]|减少[（(]增加[)）]|增加[/／]减少|增长[（(]下降[)）]|[（(](?:单位|部门)?自行填写[)）]|_{3,}(?=[年月日万元个家])/g,
    title: (n) => ({ zh: `模板残留${times(n)}`, en: `Template left in place${timesEn(n)}` }),
    message: (q, n) => ({
      zh: `“${q}”是模板的占位或未作选择的文字${n > 1 ? `，共 ${n} 处` : ''}。`,
      en: `“${q}” is a placeholder or an unresolved choice of the template.`,
    }),
  },
  {
    rule: 'hyg-unfinished',
    where: 'text',
    hint: /原因|用于|主要是|由于|包括|增|下降|降低|降幅/,
    pattern:
      /主要原因(?:是|为|系|：|:|在于)*\s*[。；]|原因(?:是|为|系|：|:|在于)\s*[。；]|(?:主要用于|主要是|由于|包括)\s*[：:]?\s*。|(?:增长|下降|降低|增幅|降幅)(?:了|为)?\s*\d+\.\d+\s*[。，,；;]/g,
    title: (n) => ({ zh: `句子不完整${times(n)}`, en: `Unfinished sentence${timesEn(n)}` }),
    message: (q, n) => ({
      zh: `“${q}”没有写完（缺原因、内容或百分号）${n > 1 ? `，共 ${n} 处` : ''}。`,
      en: `“${q}” is not finished: a reason, an object or a per cent sign is missing.`,
    }),
  },
  {
    rule: 'hyg-punctuation',
    where: 'text',
    hint: /[。，；、]\s*[。，；、]|、等/,
    pattern:
      /。\s*。|，\s*，|；\s*；|、\s*、|，\s*。|、\s*。|，\s*；|、等(?=[\u4e00-\u9fa5]{0,8}(?:支出|费用|经费|工作|方面))|。\s*；/g,
    title: (n) => ({ zh: `标点重复或多余${times(n)}`, en: `Doubled or stray punctuation${timesEn(n)}` }),
    message: (q) => ({ zh: `“${q}”标点重复或多余。`, en: `Punctuation is doubled or stray in “${q}”.` }),
  },
  {
    rule: 'hyg-docnumber-format',
    where: 'text-and-cells',
    hint: /号/,
    pattern: /[\u4e00-\u9fa5]{2,10}\s*[[【<〈＜(（［]\s*20\d{2}\s*[\]】>〉＞)）］]\s*(?:第\s*)?\d{1,4}\s*号/g,
    title: (n) => ({
      zh: `发文字号未用六角括号${times(n)}`,
      en: `Document number without 〔〕${timesEn(n)}`,
    }),
    message: (q) => ({
      zh: `“${q}”：发文字号的年份应用六角括号〔〕。`,
      en: `“${q}”: the year of a document number stands in 〔〕.`,
    }),
  },
  {
    rule: 'hyg-residue',
    where: 'text-and-cells',
    hint: /[_[&<]/,
    pattern:
      /PAGEREF\s+_Toc\d*|_Toc\d{5,}|\[bookmark:[^\]]*\]|&(?:nbsp|lt|gt|amp|quot);|<\/?(?:b|p|span|font|br|strong)\s*\/?>/gi,
    title: (n) => ({ zh: `转换残留${times(n)}`, en: `Left over from conversion${timesEn(n)}` }),
    message: (q) => ({ zh: `“${q}”是文件转换留下的代码。`, en: `“${q}” is code left over from conversion.` }),
  },
];

function* observeSlip(context: ReviewContext, slip: Slip): Generator<Observation> {
  const places: Place[] = [];
  const matched: string[] = [];
  for (const block of context.document.blocks) {
    if (!isProse(block) && !(slip.rule === 'hyg-placeholder' && block.role === 'title')) continue;
    if (!slip.hint.test(block.text)) continue;
    for (const m of block.text.matchAll(slip.pattern)) {
      const start = Math.max(0, m.index - 12);
      matched.push(m[0]);
      places.push(textPlace(block, start, block.text.slice(start, m.index + m[0].length + 6).trim()));
    }
  }
  if (slip.where === 'text-and-cells') {
    for (const table of context.document.tables) {
      for (const { cell } of wordCells(table)) {
        if (cell.text.length < 2 || !slip.hint.test(cell.text)) continue;
        const [m] = cell.text.matchAll(slip.pattern);
        if (!m) continue;
        matched.push(m[0]);
        places.push(cellPlace(table, cell));
      }
    }
  }
  if (places.length === 0) return;
  const onlyCells = places.every((p) => p.kind === 'cell');
  yield {
    rule: slip.rule,
    ...(onlyCells ? { severity: 'info' as const } : {}),
    places: places.slice(0, PLACES_MAX),
    key: matched[0]!,
    title: slip.title(places.length),
    message: slip.message(places[0]!.quote.slice(0, 60), places.length),
  };
}

// --------------------------------------------------------------------------------------------------------------- numbering

/** Numbers of the running text: none skipped, none twice, each with its mark (1.社会保障, not 1社会保障). */
function* observeNumbering(context: ReviewContext): Generator<Observation> {
  const places: Place[] = [];
  const last = new Map<string, number>();
  let order: string[] = [];
  const blocks = context.document.blocks.filter((b) => b.role === 'heading' || b.role === 'paragraph');
  blocks.forEach((block, i) => {
    const bare =
      /^\s*(\d{1,2})(?=[\u4e00-\u9fa5“])(?!年|月|日|个|家|名|人|号|元|万|项|次|台|辆|周岁|岁|所|处|级|类|天)/.exec(
        block.text,
      );
    const next = blocks[i + 1];
    const after = next && readOrdinal(next.text);
    if (bare && after?.style === '1.' && after.value === Number(bare[1]) + 1)
      places.push(textPlace(block, 0, block.text.trim().slice(0, 40)));
    const number = readOrdinal(block.text);
    if (!number) return;
    const known = order.indexOf(number.style);
    if (known >= 0) {
      for (const style of order.slice(known + 1)) last.delete(style);
      order = order.slice(0, known + 1);
    } else order.push(number.style);
    const before = last.get(number.style);
    const gap = before !== undefined && number.value > before + 1 && number.value <= before + 3 && !bare;
    const again = before !== undefined && number.value === before && number.value > 1;
    const bareBefore =
      bare === null && blocks[i - 1] && /^\s*\d{1,2}[\u4e00-\u9fa5]/.test(blocks[i - 1]!.text);
    if ((gap || again) && !bareBefore) places.push(textPlace(block, 0, block.text.trim().slice(0, 40)));
    last.set(number.style, number.value);
  });
  if (places.length === 0) return;
  yield {
    rule: 'hyg-numbering',
    places: places.slice(0, PLACES_MAX),
    title: {
      zh: `序号不连续或缺少标点${times(places.length)}`,
      en: `Numbering skips, repeats or lacks its mark${timesEn(places.length)}`,
    },
    message: {
      zh: `“${places[0]!.quote}”处序号跳号、重号或缺少标点。`,
      en: `The numbering skips, repeats or lacks its mark at “${places[0]!.quote}”.`,
    },
  };
}

/** Labels of one level of a table that go on counting in another style: 一、 2、 三、. */
function* observeLabelNumbering(context: ReviewContext): Generator<Observation> {
  for (const structure of context.structures) {
    for (const panel of structure.panels) {
      const numbered = panel.rows.flatMap((row) => {
        const number = readOrdinal(row.label);
        return number ? [{ row, number }] : [];
      });
      const at = numbered.findIndex((n, i) => {
        const [before, after] = [numbered[i - 1], numbered[i + 1]];
        return (
          before !== undefined &&
          after !== undefined &&
          before.number.style === after.number.style &&
          n.number.style !== before.number.style &&
          n.number.value === before.number.value + 1 &&
          after.number.value === n.number.value + 1
        );
      });
      if (at < 0) continue;
      const { row } = numbered[at]!;
      const cell = structure.grid.at(row.row, row.labelColumn);
      if (!cell) continue;
      yield {
        rule: 'hyg-numbering',
        places: [cellPlace(structure.table, cell)],
        title: { zh: '同级序号样式混用', en: 'One level numbered in two styles' },
        message: {
          zh: `“${cell.text.trim()}”与上下同级的序号样式不同（${numbered
            .slice(at - 1, at + 2)
            .map((n) => n.row.label.trim().slice(0, 4))
            .join(' / ')}）。`,
          en: `“${cell.text.trim()}” is numbered in another style than the rows of its level.`,
        },
      };
    }
  }
}

// ------------------------------------------------------------------------------------------------------------- pairs, drift

const PAIRS: readonly (readonly [string, string])[] = [
  ['（', '）'],
  ['《', '》'],
  ['“', '”'],
  ['【', '】'],
];

function isOdd(printed: string): boolean {
  // （一） and 1） number items and close nothing.
  const text = printed
    .replace(/[([]/g, '（')
    .replace(/[)\]]/g, '）')
    .replace(/(^|[。；\s])\s*[一二三四五六七八九十\d]{1,3}）/g, '$1');
  return PAIRS.some(([open, close]) => text.split(open).length !== text.split(close).length);
}

/** A paragraph that ends as a sentence, with a bracket or quotation mark that has no partner. */
function* observeUnclosed(context: ReviewContext): Generator<Observation> {
  const places: Place[] = [];
  const { blocks } = context.document;
  for (const block of blocks) {
    if (block.role !== 'paragraph' || !/[。；]\s*$/.test(block.text)) continue;
    // A paragraph read as two, at a page's end say, has its partner in the block before.
    const before = blocks[block.index - 1]?.text ?? '';
    if (isOdd(block.text) && !(isOdd(before) && !isOdd(before + block.text)))
      places.push(textPlace(block, 0, block.text.trim().slice(0, 60)));
  }
  if (places.length === 0) return;
  yield {
    rule: 'hyg-unclosed',
    places: places.slice(0, PLACES_MAX),
    title: {
      zh: `引号、括号不配对${times(places.length)}`,
      en: `Quotes or brackets without partner${timesEn(places.length)}`,
    },
    message: {
      zh: `“${places[0]!.quote}…”一段中有不成对的引号、括号或书名号。`,
      en: `A quotation mark or bracket has no partner in the paragraph “${places[0]!.quote}…”.`,
    },
  };
}

const VEHICLE_NAMES = [/公务用车运行维护费/, /公务用车运行费/, /公务用车运维费/, /公务用车运行维护经费/];

/** One item under two names in one document. */
function* observeLabelDrift(context: ReviewContext): Generator<Observation> {
  const found: Place[] = VEHICLE_NAMES.flatMap((pattern): Place[] => {
    for (const block of context.document.blocks) {
      if (block.role !== 'paragraph') continue;
      const m = pattern.exec(block.text);
      // Glossaries and functions quote the law's words.
      if (m && /\d/.test(block.text.slice(m.index, m.index + 30))) return [textPlace(block, m.index, m[0])];
    }
    for (const structure of context.structures) {
      if (structure.kind !== 'three-public') continue;
      const cell = structure.table.cells.find((c) => pattern.test(c.text.replace(/\s+/g, '')));
      if (cell) return [cellPlace(structure.table, cell)];
    }
    return [];
  });
  if (found.length < 2) return;
  yield {
    rule: 'hyg-label-drift',
    places: found,
    title: { zh: '同一项目名称不一', en: 'One item under two names' },
    message: {
      zh: `公务用车运行维护费在文中有不同写法：${found.map((p) => p.quote.trim()).join('、')}。`,
      en: `The running cost of vehicles is named in different ways: ${found.map((p) => p.quote.trim()).join(', ')}.`,
    },
  };
}
