import { fold } from './text.ts';

/**
 * The canonical tables of a Chinese budget or final account (domain: T1–T9, F1–F9 and their companions) under any
 * regional name. Told from the words of the title, never from its number or position; `other` is a table of no known kind,
 * which still foots and cross-foots by its own structure.
 */
export const TABLE_KINDS = [
  'income-expenditure-summary',
  'income-summary',
  'expenditure-summary',
  'grant-summary',
  'general-budget-expenditure',
  'grant-expenditure',
  'economic-expenditure',
  'basic-expenditure',
  'grant-basic-expenditure',
  'three-public',
  'government-fund',
  'state-capital',
  'projects',
  'procurement',
  'service-purchase',
  'assets',
  'operating-cost',
  'overall-target',
  'project-target',
  'other',
] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

type Test = readonly [kind: TableKind, all: RegExp, none?: RegExp];

/** First match wins; the order goes from the narrow titles to the wide ones. */
const TESTS: readonly Test[] = [
  ['overall-target', /整体.*绩效|绩效.*整体/],
  ['project-target', /绩效.*(?:目标|指标|申报|填报)|目标(?:申报|填报)表/],
  ['three-public', /三公/],
  ['service-purchase', /购买服务/],
  ['procurement', /政府采购/],
  ['assets', /资产(?:占用|占有|使用|情况|配置|总额)|固定资产/],
  ['operating-cost', /机关运行经费/],
  ['government-fund', /政府性基金/],
  ['state-capital', /国有资本/],
  ['grant-basic-expenditure', /财政拨款.*基本支出/, /一般公共预算/],
  ['basic-expenditure', /基本支出/, /基本支出(?:和|及|、)项目/],
  ['projects', /项目(?:支出|经费)/, /基本支出|情况说明/],
  ['grant-summary', /财政拨款.*(?:收支|收入.*支出)|(?:收支|收入.*支出).*财政拨款/],
  ['income-expenditure-summary', /收支|收入.{0,2}支出/],
  ['general-budget-expenditure', /一般公共预算.*支出/],
  ['grant-expenditure', /财政拨款.*支出/],
  ['income-summary', /收入/],
  ['expenditure-summary', /支出/],
];

/** What makes a title one of a budget table at all: without such a word a table with 收入 in its title is somebody's list. */
const BUDGET_WORDS = /预算|决算|总表|总体|情况表|明细表|支出表|收入表|目标|绩效|采购|资产|经费/;

export function titleToKind(title: string | null): TableKind {
  if (!title) return 'other';
  const t = fold(title).replace(/^.{0,6}?表\d*[:、.]?(?=.{6})/, (m) =>
    /^\D{0,4}表\d+[:、.]?$/.test(m) ? '' : m,
  );
  if (!BUDGET_WORDS.test(t)) return 'other';
  return TESTS.find(([, all, none]) => all.test(t) && !none?.test(t))?.[0] ?? 'other';
}
