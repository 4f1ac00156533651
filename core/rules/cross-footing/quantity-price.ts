import { pow10 } from '../../figures/arithmetic.ts';
import { readAmount } from '../../figures/read-amount.ts';
import type { Amount } from '../../model/amount.ts';
import type { Column, Panel, TableStructure } from '../../structure/table-structure.ts';
import { fold } from '../../structure/text.ts';
import { cellPlace, tableName } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';

/**
 * Lists of purchases: quantity × unit price = amount along each row. Price and amount may be in different units (元 and
 * 万元), so the power of ten that most rows agree on is taken; where fewer than two rows, or less than two in three, agree on
 * one, nothing is said. Both prices and amounts may be rounded.
 */
export function* observeQuantityPrice(context: ReviewContext): Generator<Observation> {
  for (const structure of context.structures) {
    if (structure.kind !== 'procurement' && structure.kind !== 'projects' && structure.kind !== 'other')
      continue;
    for (const panel of structure.panels) yield* observePanel(structure, panel);
  }
}

interface Product {
  readonly row: number;
  readonly quantity: Amount;
  readonly price: Amount;
  readonly amount: Amount;
}

function* observePanel(structure: TableStructure, panel: Panel): Generator<Observation> {
  const named = (pattern: RegExp) => structure.columns.filter((c) => pattern.test(fold(c.path.at(-1) ?? '')));
  const [quantity, ...q] = named(/^(?:采购)?数量(?:\(.*\))?$/);
  const [price, ...p] = named(/^(?:预算)?单价(?:\(.*\))?$/);
  const amount = panel.amountColumns.find((c) => c !== price && c.measure === 'total');
  if (!quantity || !price || !amount || q.length > 0 || p.length > 0) return;
  const products = panel.rows.flatMap((r): Product[] => {
    const at = (c: Column) => {
      const read = readAmount(structure.grid.at(r.row, c.index)?.text ?? '');
      return read.kind === 'amount' && read.amount.digits > 0n ? read.amount : undefined;
    };
    const [n, each, whole] = [at(quantity), at(price), at(amount)];
    return !r.total && n && each && whole ? [{ row: r.row, quantity: n, price: each, amount: whole }] : [];
  });
  const shifts = [0, -4, 4].map((shift) => products.filter((x) => holds(x, shift)).length);
  const most = Math.max(...shifts);
  if (most < 2 || most * 3 < products.length * 2) return;
  const shift = [0, -4, 4][shifts.indexOf(most)]!;
  for (const x of products) {
    if (holds(x, shift)) continue;
    const [place, ...others] = [amount, quantity, price].map((c) =>
      cellPlace(structure.table, structure.grid.at(x.row, c.index)!),
    );
    const [stated, n, each] = [place!, ...others].map((o) => o.quote.trim());
    yield {
      rule: 'cast-quantity-price',
      places: [place!, ...others],
      title: { zh: `数量 × 单价 ≠ 金额 ${stated}`, en: `Quantity times price is not ${stated}` },
      message: {
        zh: `${tableName(structure.table)}中数量 ${n} × 单价 ${each} 与金额 ${stated} 不符，请核对。`,
        en: `${tableName(structure.table)}: ${n} times the price ${each} is not the amount ${stated}; please check.`,
      },
      stated: stated!,
    };
  }
}

/** Whether quantity × price × 10^shift meets the amount, each of price and amount within half its last place. */
function holds({ quantity, price, amount }: Product, shift: number): boolean {
  const scale = quantity.scale + price.scale + amount.scale + 4;
  const at = (digits: bigint, from: number) => digits * pow10(scale + shift - from);
  const product = at(quantity.digits * price.digits, quantity.scale + price.scale);
  const whole = amount.digits * pow10(scale - amount.scale);
  const slack2 = at(quantity.digits, quantity.scale + price.scale) + pow10(scale - amount.scale);
  const residual = product > whole ? product - whole : whole - product;
  return residual * 2n <= slack2;
}
