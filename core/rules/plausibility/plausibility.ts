import { lastPlace, pow10 } from '../../figures/arithmetic.ts';
import type { Figure } from '../../model/figure.ts';
import { evaluate } from '../../reconcile/evaluate.ts';
import { codeFacts, isNotZero } from '../../structure/table-facts.ts';
import type { TableKind } from '../../structure/table-kind.ts';
import type { Observation, ReviewContext, RuleFamily } from '../rule.ts';
import { tableFigures } from '../text/table-figures.ts';

const PENSION = '2080505';
const ANNUITY = '2080506';
/** 8 % to 16 % is one half; years paid late or in advance and people who left move it, but seldom beyond this. */
const SHARE_LEAST = 30n;
const SHARE_MOST = 70n;

/** Amounts that hang together by the rates that set them. */
export const plausibility: RuleFamily = {
  rules: [
    {
      id: 'tie-pension-annuity-ratio',
      severity: 'info',
      title: {
        zh: '职业年金约为养老保险缴费的一半',
        en: 'Annuity is about half of the pension contribution',
      },
      basis: '缴费比例 16% 与 8%',
      formula: '2080506 ÷ 2080505 ≈ 0.5',
    },
    {
      id: 'tie-function-economic',
      severity: 'info',
      title: { zh: '功能与经济科目对应数', en: 'Functional item equals its economic item' },
      basis: '编制惯例：同一支出在两种分类中的金额',
      formula:
        '2080505 = 30108；2080506 = 30109；2210201 = 30113；2101101 + 2101102 = 30110；2101103 = 30111',
    },
  ],
  *observe(context) {
    yield* observeRatio(context);
    yield* observePairs(context);
  },
};

function* observeRatio(context: ReviewContext): Generator<Observation> {
  for (const facts of tableFigures(context).functional) {
    const pension = facts.code(PENSION, 'total');
    const annuity = facts.code(ANNUITY, 'total');
    if (pension?.state !== 'printed' || annuity?.state !== 'printed') continue;
    const share = percentOf(annuity, pension);
    if (share === undefined) continue;
    if (share >= SHARE_LEAST && share <= SHARE_MOST) return;
    const [part, whole] = [annuity.place.quote.trim(), pension.place.quote.trim()];
    yield {
      rule: 'tie-pension-annuity-ratio',
      places: [annuity.place, pension.place],
      stated: part,
      title: {
        zh: `职业年金为养老保险缴费的 ${share}%`,
        en: `Annuity is ${share} % of the pension contribution`,
      },
      message: {
        zh: `职业年金缴费（${ANNUITY}）${part}，养老保险缴费（${PENSION}）${whole}，为其 ${share}%；按 8% 与 16% 的缴费比例应约为 50%，请看是否漏列或补缴。`,
        en: `Annuity (${ANNUITY}) is ${part}, pension (${PENSION}) ${whole}: ${share} %, while rates of 8 % and 16 % make it about 50 %. Something may be left out or paid late.`,
      },
    };
    return;
  }
}

/** The same money by function and by economic class: basic expenditure of the general budget on both sides. */
const PAIRS: readonly (readonly [items: readonly string[], economic: string, zh: string, en: string])[] = [
  [['2080505'], '30108', '基本养老保险缴费', 'Basic pension contributions'],
  [['2080506'], '30109', '职业年金缴费', 'Annuity contributions'],
  [['2210201'], '30113', '住房公积金', 'Housing fund'],
  [['2101101', '2101102'], '30110', '职工基本医疗保险缴费', 'Basic medical insurance'],
  [['2101103'], '30111', '公务员医疗补助', 'Medical subsidy of civil servants'],
];

/** A hint, allowed to differ: units paid centrally, money of projects, other insurances in the same item. */
function* observePairs(context: ReviewContext): Generator<Observation> {
  const only = (kind: TableKind) => {
    const hits = context.structures.filter((s) => s.kind === kind && s.panels.length > 0);
    const tree = hits.length === 1 ? context.codeTree(hits[0]!) : undefined;
    return tree && codeFacts(hits[0]!, tree, context.figures);
  };
  const [functional, economic] = [only('general-budget-expenditure'), only('basic-expenditure')];
  if (!functional?.has('basic') || !economic) return;
  for (const [items, code, zh, en] of PAIRS) {
    const right = economic.code(code, 'total');
    const left = items.flatMap((item) => functional.code(item, 'basic') ?? []).filter(isNotZero);
    if (!isNotZero(right) || left.length === 0) continue;
    const terms = [
      { figure: right!, sign: -1 as const },
      ...left.map((figure) => ({ figure, sign: 1 as const })),
    ];
    const comparison = left.length === 1 ? ('copy' as const) : ('sum' as const);
    if (evaluate({ rule: 'tie-function-economic', comparison, terms }, 'pair')?.outcome !== 'differs')
      continue;
    const [byItem, byClass] = [left.map((f) => f.place.quote.trim()).join(' + '), right!.place.quote.trim()];
    yield {
      rule: 'tie-function-economic',
      places: [right!.place, ...left.map((f) => f.place)],
      stated: byClass,
      title: {
        zh: `${zh}两种分类不同：${byItem} 与 ${byClass}`,
        en: `${en}: ${byItem} by function, ${byClass} by economic class`,
      },
      message: {
        zh: `${zh}按功能分类（${items.join('、')}）基本支出为 ${byItem}，按经济分类（${code}）为 ${byClass}，通常相同；如有其他单位统一缴纳、项目列支等情况可以不同，请看是否漏列。`,
        en: `${en} by function (${items.join(', ')}) ${left.length > 1 ? 'are' : 'is'} ${byItem}, by economic class (${code}) ${byClass}; the two agree as a rule, unless others pay centrally or a project bears a part. Please see whether something is left out.`,
      },
    };
  }
}

/** Whole per cent, rounded down; undefined where either is not above zero. */
function percentOf(part: Figure, whole: Figure): bigint | undefined {
  if (part.amount.digits <= 0n || whole.amount.digits <= 0n) return undefined;
  const places = [part, whole].map((f) => lastPlace(f.amount, f.exponent));
  const least = Math.min(...places);
  const [a, b] = [part, whole].map((f, i) => f.amount.digits * pow10(places[i]! - least));
  return (a! * 100n) / b!;
}
