import { fold } from './text.ts';

/**
 * What a column of a budget table measures, under any regional wording. Ties between tables name measures, not columns.
 */
export const MEASURES = [
  'total',
  'basic',
  'personnel',
  'public',
  'project',
  'operating',
  'upward',
  'subsidy',
  'grant',
  'general',
  'fund',
  'capital',
  'special-account',
  'business',
  'superior',
  'affiliated',
  'unit-funds',
  'other-income',
  'non-grant',
  'year-income',
  'opening',
  'closing',
  'abroad',
  'reception',
  'vehicle',
  'vehicle-purchase',
  'vehicle-running',
  'operating-cost',
  'conference',
  'training',
  'three-public',
  'year-expenditure',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Which year or kind of figure a column gives; only `current` ones tie to other tables of the same publication. */
export type Period = 'current' | 'prior' | 'change' | 'budget' | 'final';

const TOTAL =
  /^(?:本年)?(?:合计|总计|小计|共计|总额|总数|金额|预算数?|决算数?|预算金额|预算数合计|执行数|本年预算数?|当年预算数?|.*(?:合计|总计|小计)|total|grandtotal|sub-?total|amount)(?:\(.*\))?$/i;

const NAMES: readonly (readonly [RegExp, Measure])[] = [
  [/^本年(?:收入|支出)(?:合计|总计|小计)$/, 'total'],
  [/出国|出境/, 'abroad'],
  [/公务接待/, 'reception'],
  [/接待费/, 'reception'],
  [/用车购置(?:及|和|与|、)/, 'vehicle'],
  [/车辆?购置(?:及|和|与|、)/, 'vehicle'],
  [/用车购置|^购置费/, 'vehicle-purchase'],
  [/用车.*(?:运行|运维|维护)|^运行(?:维护)?费|^运维费/, 'vehicle-running'],
  [/公务用车(?:费用?|经费|支出)?$/, 'vehicle'],
  [/会议费/, 'conference'],
  [/培训费/, 'training'],
  [/机关运行经费/, 'operating-cost'],
  [/三公/, 'three-public'],
  [/人员(?:经费|支出|类)/, 'personnel'],
  [/公用(?:经费|支出)|运转类公用/, 'public'],
  [/基本支出/, 'basic'],
  [/项目支出/, 'project'],
  [/(?:上解|上缴)上级/, 'upward'],
  [/对(?:附属|下级)单位.*补助/, 'subsidy'],
  [/经营(?:支出)/, 'operating'],
  [/(?:年初|上年).*(?:结转|结余)|(?:结转|结余).*(?:年初|上年)/, 'opening'],
  [/(?:年末|年终).*(?:结转|结余)|结转下年/, 'closing'],
  [/政府性基金/, 'fund'],
  [/国有资本/, 'capital'],
  [/一般公共预算/, 'general'],
  [/财政专户|专户/, 'special-account'],
  [/非(?:同级)?财政拨款/, 'non-grant'],
  [/财政拨款/, 'grant'],
  [/上级补助/, 'superior'],
  [/附属单位上缴|下级单位上缴/, 'affiliated'],
  [/事业单位经营收入|经营收入/, 'operating'],
  [/事业收入|事业预算收入/, 'business'],
  // 其他资金 takes in whatever is no grant: more than the text calls 其他收入.
  [/单位资金|其他资金/, 'unit-funds'],
  [/其他收入/, 'other-income'],
  [/本年收入/, 'year-income'],
  [/本年支出/, 'year-expenditure'],
];

/** Any of the names: most texts have none. */
const ANY_NAME = new RegExp(NAMES.map(([pattern]) => pattern.source).join('|'));

/** The last element of a header path that says something: totals look to the group they stand in. */
export function pathToMeasure(path: readonly string[]): Measure | null {
  for (let i = path.length - 1; i >= 0; i--) {
    const t = fold(path[i]!);
    const named = ANY_NAME.test(t) ? NAMES.find(([pattern]) => pattern.test(t))?.[1] : undefined;
    // 一般公共预算支出 / 合计 in a table of that fund: the group only repeats the title, and its total is the total.
    if (named && !(i === 0 && i < path.length - 1 && isWholeTable(t))) return named;
    if (!named && !TOTAL.test(t) && i === path.length - 1) return null;
  }
  return 'total';
}

/** A group over all columns that repeats what the table is: 本年一般公共预算支出, 2024年“三公”经费预算数, 支出预算. */
const isWholeTable = (t: string): boolean =>
  /支出(?:预算)?(?:数|合计)?$|收入(?:预算)?$|^.*经费(?:预算数?|支出)?$/.test(t) &&
  !/^(?:基本|项目|经营)支出|^本年(?:收入|支出)$|人员|公用|运行/.test(t);

export function pathToPeriod(path: readonly string[]): Period {
  const t = fold(path.join('/'));
  if (/增减|比上年|增长|较上年|变动|变化/.test(t)) return 'change';
  if (/上年(?!.*结转|.*结余)|上一年|去年|前一年/.test(t)) return 'prior';
  if (/决算/.test(t)) return 'final';
  if (/年初预算|预算数/.test(t) && /决算/.test(t)) return 'budget';
  return 'current';
}

/** Words that may follow Total in a label that is one: Total expenditure, but not Total Nitrogen. */
const ENGLISH_TOTAL =
  /^(?:(?:grand|sub|net|overall)[-\s]*)?totals?(?:\s*[(:].*)?$|^(?:(?:grand|sub|net|overall)[-\s]*)?total\s+(?:of\s+)?(?:(?:operating|capital|current|other|all|the|net|gross|government|general|fund|revenue)\s+)*(?:income|revenues?|receipts?|expenditures?|expenses?|payments?|costs?|assets|liabilities|budget|amount|resources|appropriations?|funds?|grants?|outlays?|estimates?)(?:\s*[(:\u2013-].*)?$|(?:^|[\s)])(?:sub[-\s]?)?total\s*(?:\([^)]*\))?:?$/i;

/** One of these stands in every label of a total. */
const TOTAL_SIGN = /[计额年]|tota|summe|gesamt/i;

/** German, Italian, Dutch and French words for a sum, alone or before what they sum. */
const OTHER_TOTAL =
  /^(?:(?:zwischen|gesamt)?summen?|insgesamt|gesamt|totale|totaal|totaux)(?:\s.{1,40})?:?$/i;

export const isTotalLabel = (text: string): boolean => {
  if (!TOTAL_SIGN.test(text)) return false;
  const t = fold(text).replace(/[:：]$/, '');
  return (
    /^(?:合计|总计|共计|小计|总合计|合计数|总金额|金额合计|总额)(?:\(.*\))?$/.test(t) ||
    /^[^、.(]{0,16}?(?:合计|总计|小计|共计)(?:\(.*\))?$/.test(t) ||
    /^(?:本年|当年)(?:收入|支出)$/.test(t) ||
    ENGLISH_TOTAL.test(text.trim()) ||
    OTHER_TOTAL.test(text.trim())
  );
};
