import { lastPlace, pow10 } from '../../figures/arithmetic.ts';
import type { TextAmount } from '../../figures/text-amounts.ts';
import type { Statement } from '../../structure/statements/statement.ts';
import type { ReviewContext } from '../rule.ts';
import { isSlip } from '../text/relate.ts';
import { passagesToScopes } from '../text/scopes.ts';
import { type Passage, readText } from './reading.ts';

/** A statement of the text with the passage in which it stands. */
export interface Located {
  readonly passage: Passage;
  readonly statement: Statement;
}

/** A whole and the parts that the text lists for it (其中：…, or the numbered passages that follow). */
export interface PartList {
  readonly whole: Located;
  readonly parts: readonly Located[];
}

const lists = new WeakMap<ReviewContext, PartList[]>();

/** Lists inside a sentence, and lists that run over passages. */
export function collectLists(context: ReviewContext): readonly PartList[] {
  const known = lists.get(context);
  if (known) return known;
  const reading = readText(context);
  const scopes = passagesToScopes(reading);
  const found: PartList[] = [];
  const over = new Map<Statement, { whole: Located; parts: Located[] }>();
  for (const passage of reading.passages) {
    const parents = new Map<string, { whole: Statement; parts: Located[] }>();
    for (const statement of passage.statements) {
      if (!statement.parent || statement.continues) continue;
      const key = `${statement.list}:${passage.statements.indexOf(statement.parent)}`;
      const list = parents.get(key) ?? { whole: statement.parent, parts: [] };
      list.parts.push({ passage, statement });
      parents.set(key, list);
    }
    for (const { whole, parts } of parents.values())
      if (passage.statements.includes(whole) || isNamedElsewhere(whole))
        found.push({ whole: { passage, statement: whole }, parts });
    const intro = scopes.get(passage)!.intro;
    const first = passage.statements.find((s) => s.parent === null);
    if (intro && first) {
      const list = over.get(intro.statement) ?? { whole: intro, parts: [] };
      list.parts.push({ passage, statement: first });
      over.set(intro.statement, list);
    }
  }
  found.push(...over.values());
  lists.set(context, found);
  return found;
}

/** “三公”经费支出决算中，…: a whole that only the words name; its amount is printed elsewhere. */
const isNamedElsewhere = (whole: Statement): boolean => !whole.value && whole.subject.length >= 5;

export interface Signed {
  readonly sign: 1 | -1;
  readonly amount: TextAmount;
}

const asPrinted = (a: TextAmount) => ({ amount: a.amount, exponent: a.unit.exponent });

/** Whether one amount has another unit than all the others, and the parts add up once it has theirs. */
function holdsInOneUnit(total: TextAmount, parts: readonly Signed[]): boolean {
  if (parts.length < 2) return false;
  const all = [total, ...parts.map((p) => p.amount)];
  const [common] = [all[0]!, all[1]!, all[2]!].filter(
    (a, _i, three) => three.filter((b) => b.unit.exponent === a.unit.exponent).length > 1,
  );
  if (!common) return false;
  const odd = all.filter((a) => a.unit.exponent !== common.unit.exponent);
  if (odd.length !== 1 || odd[0]!.amount.digits === 0n) return false;
  const mend = (a: TextAmount) => (a === odd[0] ? { ...a, unit: common.unit } : a);
  return (
    sumVerdict(
      mend(total),
      parts.map((p) => ({ ...p, amount: mend(p.amount) })),
    ) === 'holds'
  );
}

/**
 * Whether parts add up to a whole within rounding; `slip` where they do not but one mistyped figure would explain it, which a
 * list that is not complete does by chance hardly ever.
 */
export function sumVerdict(total: TextAmount, parts: readonly Signed[]): 'holds' | 'slip' | 'differs' {
  const all = [total, ...parts.map((p) => p.amount)];
  const place = Math.min(...all.map((a) => lastPlace(a.amount, a.unit.exponent)));
  const at = (a: TextAmount) => a.amount.digits * pow10(lastPlace(a.amount, a.unit.exponent) - place);
  const residual = parts.reduce((sum, p) => sum + BigInt(p.sign) * at(p.amount), -at(total));
  const width2 = all.reduce(
    (sum, a) => (a.amount.digits === 0n ? sum : sum + pow10(lastPlace(a.amount, a.unit.exponent) - place)),
    0n,
  );
  if (2n * (residual < 0n ? -residual : residual) <= width2) return 'holds';
  if (holdsInOneUnit(total, parts)) return 'slip';
  const explains = (a: TextAmount, sign: bigint): boolean => {
    const expected = at(a) - sign * residual;
    if (expected <= 0n || a.amount.digits === 0n) return false;
    const unit = pow10(lastPlace(a.amount, a.unit.exponent) - place);
    if (expected % unit !== 0n) return false;
    // Each amount was rounded on its own: what should stand there is known to a last place or two.
    const widest = Number(width2 / (2n * unit));
    for (let off = -Math.min(2, widest); off <= Math.min(2, widest); off++) {
      const digits = expected / unit + BigInt(off);
      const corrected = { amount: { digits, scale: a.amount.scale }, exponent: a.unit.exponent };
      if (digits > 0n && isSlip(asPrinted(a), corrected)) return true;
    }
    return false;
  };
  const slip = explains(total, -1n) || parts.some((p) => explains(p.amount, BigInt(p.sign)));
  return slip ? 'slip' : 'differs';
}
