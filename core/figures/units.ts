import type { Unit } from '../model/amount.ts';

/**
 * Reads a unit as printed: `元`, `万元`, `人民币万元`, `单位：万`, `Rs. in lakhs`, `€ million`. The exponent is the power of
 * ten of one unit in the currency's own unit. Undefined where the words name no unit of money.
 */
export function readUnit(text: string): Unit | undefined {
  const label = text.replace(/[\s\u00a0\u3000]+/g, ' ').trim();
  const t = label
    .replace(/ /g, '')
    .replace(/^(?:金额)?单位[:：]?/, '')
    .replace(/^人民币/, '');
  const chinese = /^(十|百|千|万|十万|百万|千万|亿)?元(?:人民币)?$/.exec(t);
  if (chinese) return { currency: 'CNY', exponent: CHINESE[chinese[1] ?? '']!, label };
  const cut = /^(千|万|百万|亿)$/.exec(t);
  if (cut) return { currency: 'CNY', exponent: CHINESE[cut[1]!]!, label };
  return readWesternUnit(label);
}

const CHINESE: Record<string, number> = {
  '': 0,
  十: 1,
  百: 2,
  千: 3,
  万: 4,
  十万: 5,
  百万: 6,
  千万: 7,
  亿: 8,
};

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/₹|\bRs\b\.?|\bINR\b|rupees?/i, 'INR'],
  [/€|\bEUR\b|\beuros?\b/i, 'EUR'],
  [/£|\bGBP\b|\bpounds?\b/i, 'GBP'],
  [/\$|\bUSD\b|\bdollars?\b/i, 'USD'],
  [/¥|￥|\bRMB\b|\bCNY\b|\byuan\b/i, 'CNY'],
];
const SCALES: readonly (readonly [RegExp, number])[] = [
  [/\bthousands?\b|['’]?000s?\b|\b1 ?000\b/i, 3],
  [/\blakhs?\b|\blacs?\b/i, 5],
  [/\bmillions?\b|\bmio\b|\bmn\b/i, 6],
  [/\bcrores?\b/i, 7],
  [/\bbillions?\b|\bbn\b/i, 9],
];

function readWesternUnit(label: string): Unit | undefined {
  const currency = CURRENCIES.find(([pattern]) => pattern.test(label))?.[1] ?? null;
  const scale = SCALES.find(([pattern]) => pattern.test(label))?.[1];
  if (currency === null && scale === undefined) return undefined;
  return { currency, exponent: scale ?? 0, label };
}
