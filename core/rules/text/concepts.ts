import type { Identity } from '../../structure/identity.ts';
import { fold, readOrdinal } from '../../structure/text.ts';

/**
 * What an amount of the text may be that tables print too. A subject that is not wholly one of these names nothing that can
 * be tied with certainty.
 */
export const CONCEPTS = [
  'income',
  'expenditure',
  'income-and-expenditure',
  'grant-income',
  'grant-expenditure',
  'grant-income-and-expenditure',
  'general-income',
  'fund-income',
  'capital-income',
  'general-grant',
  'fund-grant',
  'capital-grant',
  'opening',
  'closing',
  'business-income',
  'operating-income',
  'special-account-income',
  'superior-income',
  'affiliated-income',
  'other-income',
  'general-expenditure',
  'fund-expenditure',
  'capital-expenditure',
  'basic',
  'personnel',
  'public',
  'project',
  'grant-basic',
  'general-basic',
  'general-project',
  'three-public',
  'abroad',
  'vehicle',
  'vehicle-purchase',
  'vehicle-running',
  'reception',
  'conference',
  'training',
  'operating-cost',
  'procurement',
  'procurement-goods',
  'procurement-works',
  'procurement-services',
  'assets',
] as const;
export type Concept = (typeof CONCEPTS)[number];

const GENERAL = '一般公共(?:预算|服务预算)(?:财政)?(?:拨款|资金)?';
const FUND = '政府性?基金(?:预算)?(?:财政)?(?:拨款|资金)?';
const CAPITAL = '国有资本(?:经营)?(?:预算)?(?:财政)?(?:拨款|资金)?';
/** Words that may follow any name without changing what it is. */
const TAIL = '(?:年初)?(?:预算|决算)?(?:总额|总计|合计|总数|总金额|金额|数额|数)?(?:安排)?';
const SUM = '(?:总|年度|本年|今年|当年|全年)?(?:预算|决算)?(?:总)?';
/** Carriages that a sentence may call 公务用车, 公务车 or 车辆. */
const CAR = '公务(?:用车|车辆|车)';
const COST = '(?:费用?|经费)?(?:预算|决算)?(?:支出)?';

const PATTERNS: readonly (readonly [Concept, RegExp])[] = (
  [
    [
      'income-and-expenditure',
      `${SUM}(?:收入、?(?:和|及|与)?支出|收、?支)(?:总)?(?:预算|决算)?(?:收支)?${TAIL}`,
    ],
    [
      'grant-income-and-expenditure',
      `财政拨款(?:预算|决算)?(?:收入、?(?:和|及|与)?支出|收、?支)(?:总)?${TAIL}`,
    ],
    ['income', `${SUM}收入(?:总)?${TAIL}`],
    ['expenditure', `${SUM}支出(?:总)?${TAIL}`],
    ['grant-income', `财政(?:预算)?拨款(?:预算|决算)?收入${TAIL}`],
    ['grant-expenditure', `财政(?:预算)?拨款(?:预算|决算)?支出${TAIL}`],
    ['general-income', `${GENERAL}(?:预算|决算)?收入${TAIL}`],
    ['fund-income', `${FUND}(?:预算|决算)?收入${TAIL}`],
    ['capital-income', `${CAPITAL}(?:预算|决算)?收入${TAIL}`],
    ['general-grant', `${GENERAL.replace('(?:财政)?(?:拨款|资金)?', '(?:当年)?(?:财政)?拨款')}${TAIL}`],
    ['fund-grant', `${FUND.replace('(?:财政)?(?:拨款|资金)?', '(?:当年)?(?:财政)?拨款')}${TAIL}`],
    ['capital-grant', `${CAPITAL.replace('(?:财政)?(?:拨款|资金)?', '(?:当年)?(?:财政)?拨款')}${TAIL}`],
    ['opening', '(?:上年|年初|以前年度)(?:财政拨款)?结转(?:和|及|、)?(?:结余)?(?:资金|收入)?'],
    ['closing', '(?:年末|年终|结转下年)(?:财政拨款)?(?:结转)?(?:和|及|、)?(?:结余)?(?:资金)?'],
    ['business-income', `事业(?:预算)?收入${TAIL}`],
    ['operating-income', `(?:事业单位)?经营(?:预算)?收入${TAIL}`],
    ['special-account-income', `(?:财政)?专户管理(?:的)?资金(?:预算)?收入${TAIL}`],
    ['superior-income', `上级补助(?:预算)?收入${TAIL}`],
    ['affiliated-income', `(?:附属|下级)单位上缴(?:预算)?收入${TAIL}`],
    ['other-income', `其他(?:预算)?收入${TAIL}`],
    ['general-expenditure', `${GENERAL}(?:预算|决算)?支出${TAIL}`],
    ['fund-expenditure', `${FUND}(?:预算|决算)?支出${TAIL}`],
    ['capital-expenditure', `${CAPITAL}(?:预算|决算)?支出${TAIL}`],
    ['basic', `基本支出${TAIL}`],
    ['personnel', `人员(?:经费|支出|经费支出)${TAIL}`],
    ['public', `(?:日常)?公用(?:经费|支出|经费支出)${TAIL}`],
    ['project', `项目支出${TAIL}`],
    ['grant-basic', `财政拨款(?:预算)?基本支出${TAIL}`],
    ['general-basic', `${GENERAL}(?:预算)?基本支出${TAIL}`],
    ['general-project', `${GENERAL}(?:预算)?项目支出${TAIL}`],
    [
      'three-public',
      `(?:${GENERAL}|财政拨款)?(?:安排的?)?(?:用于)?三公经费(?:财政拨款)?(?:预算|决算)?(?:支出)?(?:预算|决算)?${TAIL}`,
    ],
    ['abroad', `(?:因公)?出国\\(?境?\\)?${COST}(?:预算|决算)?${TAIL}`],
    [
      'vehicle',
      `(?:${CAR}|车辆)购置(?:费用?)?(?:及|和|与|、)运(?:行|维)(?:维护|费用)?${COST}(?:预算|决算)?${TAIL}`,
    ],
    ['vehicle-purchase', `${CAR}购置${COST}(?:预算|决算)?${TAIL}`],
    ['vehicle-running', `${CAR}运(?:行|维)(?:(?:及|和|与)?维护)?${COST}(?:预算|决算)?${TAIL}`],
    ['reception', `公务接待${COST}(?:预算|决算)?${TAIL}`],
    ['conference', `(?:${GENERAL}|财政拨款)?(?:安排的?)?会议费(?:预算|决算)?(?:支出)?${TAIL}`],
    ['training', `(?:${GENERAL}|财政拨款)?(?:安排的?)?培训费(?:预算|决算)?(?:支出)?${TAIL}`],
    [
      'operating-cost',
      `(?:下属\\d+家.{0,24})?(?:${GENERAL}|财政拨款)?(?:安排)?的?(?:机关)?运行经费(?:财政拨款)?(?:预算|决算)?(?:支出)?(?:预算|决算)?${TAIL}`,
    ],
    ['procurement', `(?:安排)?政府采购(?:总)?(?:支出)?(?:总)?(?:预算)?(?:支出)?${TAIL}`],
    ['procurement-goods', `(?:政府采购|拟?采购|拟购买)?货物(?:类)?(?:采购)?(?:支出)?(?:预算)?${TAIL}`],
    ['procurement-works', `(?:政府采购|拟?采购|拟购买)?工程(?:类)?(?:采购)?(?:支出)?(?:预算)?${TAIL}`],
    ['procurement-services', `(?:政府采购|拟?采购|拟购买)?服务(?:类)?(?:采购)?(?:支出)?(?:预算)?${TAIL}`],
    ['assets', '(?:上年末)?(?:固定资产|资产|国有资产)(?:价值)?(?:金额|总额|总值|总价值|合计)'],
  ] as const
).map(([concept, pattern]) => [concept, new RegExp(`^${pattern}$`)]);

/** Any of them: most subjects are none. */
const ANY_CONCEPT = new RegExp(PATTERNS.map(([, pattern]) => pattern.source).join('|'));

/** Subjects are asked for by many rules; what each names is kept with the publication's identity. */
const named = new WeakMap<Identity, Map<string, Concept | undefined>>();

/** The concept that a subject names in full; undefined for anything else. */
export function subjectToConcept(subject: string, identity: Identity): Concept | undefined {
  const known = named.get(identity) ?? new Map<string, Concept | undefined>();
  named.set(identity, known);
  if (known.has(subject)) return known.get(subject);
  const concept = readConcept(subject, identity);
  known.set(subject, concept);
  return concept;
}

function readConcept(subject: string, identity: Identity): Concept | undefined {
  const bare = stripBody(readOrdinal(subject)?.rest ?? subject, identity)
    .replace(/^(?:其中|预计|安排|的)+/, '')
    .replace(/^(?:部门|单位|预算单位|年度)(?=[收支预总财一政国项基])/, '')
    .replace(
      /^(?:本年|当年|全年|今年)(?=(?:财政|一般公共|政府性?基金|国有资本|政府采购|事业|经营|其他|上级|附属|基本|项目|三公|公务|因公|机关运行))/,
      '',
    );
  return ANY_CONCEPT.test(bare) ? PATTERNS.find(([, pattern]) => pattern.test(bare))?.[0] : undefined;
}

const ORGANISATION =
  /^[\u4e00-\u9fa5()]{2,40}?(?:局|委|会|办|院|中心|处|厅|署|部|所|站|校|队|府|室|镇|乡|街道|机关|大学|学院|馆|园|团|社|科)(?:\(.{1,6}?\))?(?:本级)?/g;

const LAST_OF_BODY = new Set('局委会办院心处厅署部所站校队府室镇乡道关学馆园团社科)级');

/** Takes the publishing body off the front of a subject: 本部门, 我局, or its own name in full or short. */
export function stripBody(subject: string, identity: Identity): string {
  const own =
    /^(?:本|我|全)(?:部门|单位|局|委|办|院|中心|处|街道|镇|乡|校|厅|会|机关|系统|部|所)(?:\(.{1,8}?\))?(?:本级)?(?:(?:及|和)(?:所属|下属)(?:各|预算|事业|行政)*单位)?(?:的)?/.exec(
      subject,
    );
  if (own) return subject.slice(own[0].length);
  const entity =
    identity.entity === null
      ? null
      : fold(identity.entity)
          .replace(/[()]/g, '')
          .replace(/部门$|本级$/, '');
  let longest = '';
  for (let end = 2; end <= Math.min(44, subject.length); end++) {
    if (!LAST_OF_BODY.has(subject[end - 1]!)) continue;
    const head = subject.slice(0, end);
    ORGANISATION.lastIndex = 0;
    if (!ORGANISATION.test(head)) continue;
    if (/收入|支出|预算|拨款|经费|采购|资产/.test(head)) break;
    const name = head.replace(/[()]/g, '').replace(/部门$|本级$/, '');
    if (entity === null || isShortFor(name, entity) || isShortFor(entity, name)) longest = head;
  }
  // 某局机关及所属单位的: the body with all that its budget takes in.
  const rest = subject.slice(longest.length);
  return longest === ''
    ? rest
    : rest.replace(
        /^(?:本级|机关)?(?:(?:及|和)(?:其)?(?:所属|下属)(?:\d+[家个])?(?:各|预算|事业|行政|参公)*单位)?的?/,
        '',
      );
}

/** 省人大办公厅 is short for 江苏省人大常委会办公厅: its characters stand there in the same order. */
function isShortFor(name: string, full: string): boolean {
  if (name.slice(-2) !== full.slice(-2) && name.at(-1) !== full.at(-1)) return false;
  let at = 0;
  for (const c of name) {
    at = full.indexOf(c, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
