import type { MadePublication } from './make-publication.ts';

/** Faults of the running text: one number, word or unit of one sentence. */
export const TEXT_FAULTS = [
  'amount',
  'change',
  'percentage',
  'direction',
  'unit',
  'year',
  'base-year',
] as const;
export type TextFault = (typeof TEXT_FAULTS)[number];

export interface PlantedText {
  readonly fault: TextFault;
  readonly made: MadePublication;
  readonly paragraph: number;
  readonly before: string;
  readonly after: string;
}

interface Spot {
  readonly paragraph: number;
  readonly at: number;
  readonly text: string;
  readonly planted: string;
}

const AMOUNT = /(?<![\d.,])\d[\d,]*(?:\.\d+)?(?=(?:万元|元)(?!以上))/g;
/** Limits, and amounts that nothing else in the text or the tables repeats. */
const LIMIT = /单价|以上|价值|预留.{0,12}$/;
const LAST_YEAR_ALONE = /年(?:预算数为|的)$/;

/** Another digit, where it cannot hide in rounding. */
function wrongDigit(text: string, random: () => number): string | undefined {
  const digits = [...text].flatMap((c, i) => (/\d/.test(c) ? [i] : []));
  const free = digits.slice(0, Math.max(1, digits.length - (text.includes('.') ? 1 : 2)));
  const at = free[Math.floor(random() * free.length)]!;
  const next = 1 + Math.floor(random() * 9);
  const planted =
    text.slice(0, at) + (String(next) === text[at] ? (next % 9) + 1 : next) + text.slice(at + 1);
  return planted === text ? undefined : planted;
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/增加(?=\d[\d,]*(?:\.\d*)?[1-9])/g, '减少'],
  [/减少(?=\d[\d,]*(?:\.\d*)?[1-9])/g, '增加'],
  [/增长(?=\d)/g, '下降'],
  [/(?:下降|降低)(?=\d)/g, '增长'],
  [/决算数大于/g, '决算数小于'],
  [/决算数小于/g, '决算数大于'],
];

function spots(made: MadePublication, fault: TextFault, random: () => number): Spot[] {
  const found: Spot[] = [];
  made.paragraphs.forEach((text, paragraph) => {
    if (paragraph === 0 || text.startsWith('#')) return;
    const add = (at: number, old: string, planted: string | undefined) => {
      if (planted !== undefined && planted !== old) found.push({ paragraph, at, text: old, planted });
    };
    const amounts = [...text.matchAll(AMOUNT)].filter(
      (m) =>
        /[1-9]/.test(m[0]) &&
        !LIMIT.test(text.slice(Math.max(0, m.index - 16), m.index)) &&
        !(fault === 'amount' && LAST_YEAR_ALONE.test(text.slice(0, m.index))),
    );
    switch (fault) {
      case 'amount':
      case 'change':
        for (const m of amounts) {
          const isChange = /(?:增加|减少)$/.test(text.slice(0, m.index));
          if (isChange !== (fault === 'change')) continue;
          // Of a change only the leading digits: what its rate does not show is no contradiction.
          const digits = m[0].replace(/(?<=^\D*\d\D*\d).*$/, '');
          const changed = wrongDigit(`${digits}.0`, random)?.slice(0, -2);
          add(
            m.index,
            m[0],
            isChange ? `${changed ?? digits}${m[0].slice(digits.length)}` : wrongDigit(m[0], random),
          );
        }
        return;
      case 'unit':
        for (const m of amounts) {
          const at = m.index + m[0].length;
          const old = text.startsWith('万元', at) ? '万元' : '元';
          add(at, old, old === '元' ? '万元' : '元');
        }
        return;
      case 'percentage':
        // Less than a point may hide in the rounding of small amounts.
        for (const m of text.matchAll(/(?<![\d.])\d+\.\d+(?=%)/g))
          if (/[1-9]/.test(m[0])) {
            const [whole, rest] = m[0].split('.');
            add(m.index, m[0], `${wrongDigit(`${whole}.0`, random)?.split('.')[0] ?? whole}.${rest}`);
          }
        return;
      case 'direction':
        for (const [word, other] of WORDS) for (const m of text.matchAll(word)) add(m.index, m[0], other);
        return;
      case 'year':
        for (const m of text.matchAll(new RegExp(`${made.year}(?=年)`, 'g')))
          if (!/截至$/.test(text.slice(0, m.index))) add(m.index, m[0], String(made.year - 1));
        return;
      case 'base-year':
        for (const m of text.matchAll(new RegExp(`(?<=[比较与同])${made.year - 1}(?=年)`, 'g')))
          add(m.index, m[0], String(made.year - 2));
        return;
    }
  });
  return found;
}

/** Plants one fault of a kind in the explanation; undefined where the text has no place for it. */
export function plantTextFault(
  made: MadePublication,
  fault: TextFault,
  random: () => number,
): PlantedText | undefined {
  const all = spots(made, fault, random);
  const spot = all[Math.floor(random() * all.length)];
  if (!spot) return undefined;
  const before = made.paragraphs[spot.paragraph]!;
  const after = before.slice(0, spot.at) + spot.planted + before.slice(spot.at + spot.text.length);
  const paragraphs = made.paragraphs.map((p, i) => (i === spot.paragraph ? after : p));
  return { fault, made: { ...made, paragraphs }, paragraph: spot.paragraph, before, after };
}
