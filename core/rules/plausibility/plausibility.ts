import { lastPlace, pow10 } from '../../figures/arithmetic.ts';
import type { Figure } from '../../model/figure.ts';
import type { RuleFamily } from '../rule.ts';
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
  ],
  *observe(context) {
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
  },
};

/** Whole per cent, rounded down; undefined where either is not above zero. */
function percentOf(part: Figure, whole: Figure): bigint | undefined {
  if (part.amount.digits <= 0n || whole.amount.digits <= 0n) return undefined;
  const places = [part, whole].map((f) => lastPlace(f.amount, f.exponent));
  const least = Math.min(...places);
  const [a, b] = [part, whole].map((f, i) => f.amount.digits * pow10(places[i]! - least));
  return (a! * 100n) / b!;
}
