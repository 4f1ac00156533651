import type { Block } from '../../model/document.ts';
import type { Severity } from '../../model/review.ts';
import { fold } from '../../structure/text.ts';
import { blockPlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { hasRunningText, mayHideTables, mayHideText } from './required-tables.ts';

interface Chapter {
  readonly rule: string;
  readonly severity?: Severity;
  readonly words: RegExp;
  readonly zh: string;
  readonly en: string;
  readonly since: number;
  readonly kinds: readonly ('budget' | 'final-accounts')[];
}

const BOTH = ['budget', 'final-accounts'] as const;

/** What the text of a publication has to speak of. The words may stand anywhere in it: only silence is told. */
const CHAPTERS: readonly Chapter[] = [
  {
    rule: 'doc-section-required',
    words: /职责|职能|主要任务|单位概况|部门概况/,
    zh: '部门（单位）职责',
    en: 'functions',
    since: 2016,
    kinds: BOTH,
  },
  {
    rule: 'doc-section-required',
    words:
      /机构设置|内设机构|机构构成|部门构成|单位构成|机构情况|预算单位|所属单位|内设.{0,6}(?:科|处|股|室)/,
    zh: '机构设置',
    en: 'organisation',
    since: 2016,
    kinds: BOTH,
  },
  {
    rule: 'doc-explain-three-public',
    words: /三公/,
    zh: '“三公”经费说明',
    en: 'explanation of three-public money',
    since: 2016,
    kinds: BOTH,
  },
  {
    rule: 'doc-explain-op-cost',
    words: /机关运行经费|单位运行经费|运行经费/,
    zh: '机关运行经费说明',
    en: 'explanation of operating cost',
    since: 2016,
    kinds: BOTH,
  },
  {
    rule: 'doc-explain-procurement',
    words: /政府采购/,
    zh: '政府采购说明',
    en: 'explanation of procurement',
    since: 2016,
    kinds: BOTH,
  },
  {
    rule: 'doc-explain-assets',
    words: /国有资产|固定资产|资产占[有用]|资产情况|资产信息|车辆/,
    zh: '国有资产占有使用说明',
    en: 'explanation of state assets',
    since: 2019,
    kinds: BOTH,
  },
  {
    rule: 'doc-explain-performance',
    words: /绩效/,
    zh: '绩效情况说明',
    en: 'explanation of performance',
    since: 2019,
    kinds: BOTH,
  },
  {
    rule: 'doc-section-required',
    severity: 'warning',
    words: /名词解释|名词说明|专业.{0,4}名词|专用名词/,
    zh: '名词解释',
    en: 'glossary',
    since: 2016,
    kinds: BOTH,
  },
];

export function* observeChapters(context: ReviewContext): Generator<Observation> {
  const { document, identity } = context;
  if ((identity.kind !== 'budget' && identity.kind !== 'final-accounts') || !hasRunningText(context)) return;
  if (mayHideText(context)) return;
  const text = document.blocks.filter(isBody);
  const cover = document.blocks.find((b) => b.role === 'heading' || b.role === 'title') ?? text[0];
  if (!cover) return;
  // A page on three-public money or procurement alone is no publication with chapters missing.
  const has = (chapter: Chapter) => text.some((b) => chapter.words.test(b.text));
  if (CHAPTERS.filter(has).length * 2 < CHAPTERS.length) return;
  for (const chapter of CHAPTERS) {
    if ((identity.year ?? 9999) < chapter.since || !chapter.kinds.includes(identity.kind)) continue;
    if (has(chapter)) continue;
    yield {
      rule: chapter.rule,
      ...(chapter.severity ? { severity: chapter.severity } : {}),
      places: [blockPlace(cover)],
      title: { zh: `缺${chapter.zh}`, en: `No ${chapter.en}` },
      message: {
        zh: `全文没有${chapter.zh}，按公开要求应予说明；没有相关内容的也应写明。`,
        en: `The document has no ${chapter.en}; it is to be given, and where there is nothing to report, that is to be said.`,
      },
    };
  }
  yield* observeThreePublicTotal(context);
  yield* observeForms(context);
  yield* observeGlossary(context);
}

const isBody = (b: Block): boolean =>
  b.role === 'paragraph' || b.role === 'heading' || b.role === 'title' || b.role === 'note';

const CHANGE = /增|减|持平|相同|不变|无变化|一致|下降|上升|压缩|上年|年相比|同比/;

/** The total of three-public money without a word on its change, while its items speak of theirs. */
function* observeThreePublicTotal({ document, identity }: ReviewContext): Generator<Observation> {
  if (identity.kind !== 'budget') return;
  const told = document.blocks.filter(
    (b) => isBody(b) && /三公/.test(b.text) && /\d/.test(b.text) && b.role === 'paragraph',
  );
  const block = told.find((b) => /三公[^。，,]{0,30}\d[\d.,]*\s*(?:万元|元)/.test(b.text));
  if (!block) return;
  const m = /[“"]?三公[^。，,]{0,30}?\d[\d.,]*\s*(?:万元|元)([^。]*?)(?=其中|因公出国|。|$)/.exec(block.text);
  const rest = block.text.slice((m?.index ?? 0) + (m?.[0].length ?? 0));
  const totalSpeaks = m !== null && CHANGE.test(m[1]!);
  // 与2023年预算持平。 in a sentence of its own behind the items speaks of all of them.
  const own = rest.split('。').filter((part) => !/^\s*(?:与|比|较|同)/.test(part));
  const itemsSpeak = own.some((part) => CHANGE.test(part));
  const elsewhere = told.some((b) => b !== block && /三公[^。]{0,60}(?:增|减|持平|相比|上年)/.test(b.text));
  const later = /(?:总额|合计|总体|三公)[^。]{0,30}(?:增|减|持平|相比|较)/.test(rest);
  if (!m || totalSpeaks || !itemsSpeak || elsewhere || later) return;
  const quote = m[0].trim().replace(/[，,：:]$/, '');
  yield {
    rule: 'doc-explain-three-public',
    severity: 'info',
    places: [blockPlace(block, quote, m.index)],
    title: { zh: '“三公”经费总额未说明增减', en: 'Change of the three-public total is not stated' },
    message: {
      zh: `“${quote}”：各项说明了增减，总额与上年相比的增减没有说明。`,
      en: `“${quote}”: the items speak of their change, the total does not.`,
    },
  };
}

/** 编报绩效目标的项目 7 个, and fewer forms published. */
function* observeForms(context: ReviewContext): Generator<Observation> {
  const { document, structures } = context;
  for (const block of document.blocks) {
    if (block.role !== 'paragraph') continue;
    const m = /(?:编报|编制|填报|申报|设置|设定)[^。；]{0,12}绩效目标[^。；]{0,12}项目\s*(\d{1,3})\s*个/.exec(
      block.text,
    );
    if (!m) continue;
    const claimed = Number(m[1]);
    const published = structures.filter((s) => s.kind === 'project-target').length;
    if (published >= claimed) continue;
    yield {
      rule: 'doc-perf-forms-missing',
      // Without any form they may be published beside this document.
      ...(published === 0 || mayHideTables(context) ? { severity: 'info' as const } : {}),
      places: [blockPlace(block, m[0], m.index)],
      title: {
        zh: `编报绩效目标 ${claimed} 个，公开 ${published} 张表`,
        en: `${claimed} projects with targets, ${published} forms published`,
      },
      message: {
        zh: `“${m[0]}”，本文件${published === 0 ? '没有公开项目绩效目标表' : `只公开了 ${published} 张项目绩效目标表`}，请核对是否漏附。`,
        en: `“${m[0]}”: ${claimed} projects have targets, but this document publishes ${published === 0 ? 'none of their forms' : `${published} form${published === 1 ? '' : 's'}`}; please check whether some are missing.`,
      },
      stated: String(claimed),
      expected: String(published),
    };
    return;
  }
}

/** Sources of income in the income table that the glossary leaves unexplained. */
function* observeGlossary({ document, structures }: ReviewContext): Generator<Observation> {
  const start = document.blocks.findIndex((b) => b.role === 'heading' && /名词解释/.test(b.text));
  if (start < 0) return;
  const head = document.blocks[start]!;
  let text = '';
  for (const b of document.blocks.slice(start + 1)) {
    if (b.role === 'table' || (b.role === 'heading' && b.level <= head.level && !/名词/.test(b.text))) break;
    text += fold(b.text);
  }
  if (text.length < 100) return;
  const income = structures.find((s) => s.kind === 'income-summary');
  const terms = new Set<string>();
  for (const column of income?.columns ?? []) {
    const term = fold(column.path.at(-1) ?? '');
    if (
      column.role === 'amount' &&
      /^[\u4e00-\u9fa5]{4,12}$/.test(term) &&
      /收入|资金|拨款/.test(term) &&
      !/合计|小计|本年|上年/.test(term)
    )
      terms.add(term);
  }
  const absent = [...terms].filter(
    (t) => !text.includes(t) && !text.includes(t.replace(/(?:预算)?收入$|资金$/, '')),
  );
  // A glossary that explains none of the sources is of another plan.
  if (absent.length === 0 || absent.length * 2 > terms.size) return;
  yield {
    rule: 'doc-glossary',
    places: [blockPlace(head)],
    title: { zh: `名词解释缺“${absent.join('”“')}”`, en: `Glossary lacks “${absent.join('”, “')}”` },
    message: {
      zh: `收入总表列有“${absent.join('”“')}”，名词解释中没有说明。`,
      en: `The income table shows “${absent.join('”, “')}”, which the glossary does not explain.`,
    },
  };
}
