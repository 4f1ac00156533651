import { describe, expect, it } from 'vitest';
import { reviewDocument } from '../../core/reconcile/reconcile.ts';
import { readDocument } from '../../workers/engine.ts';
import { drawDocument } from '../support/draw-document.ts';
import {
  LAYOUTS,
  type MadePublication,
  makePublication,
  planFor,
  publicationToHtml,
  seeded,
} from '../support/make-publication.ts';
import { FAULTS, type Fault, judge, plantFault, type Verdict } from '../support/plant-fault.ts';

const SEEDS = Array.from({ length: 3 * LAYOUTS.length }, (_, i) => i + 124);

const review = (made: MadePublication) => reviewDocument(drawDocument(made.tables, made.paragraphs), true);

const describePlan = (seed: number) => `${seed} ${JSON.stringify(planFor(seed))}`;

describe('publications made in twelve layouts', () => {
  it('are clean: no error and no warning, and every figure of a table takes part in a check', () => {
    const told: string[] = [];
    for (const seed of SEEDS) {
      const publication = review(makePublication(planFor(seed)));
      for (const f of publication.findings)
        if (f.severity !== 'info') told.push(`${describePlan(seed)} ${f.rule} ${f.message.zh}`);
      for (const e of publication.ledger!)
        if (e.state === 'not-checked' && e.place.table)
          told.push(`${describePlan(seed)} not checked ${e.place.table} ${e.stated}`);
    }
    expect(told).toEqual([]);
  }, 60_000);

  it('read from a web page are the same tables, and as clean', async () => {
    for (const seed of SEEDS.slice(0, LAYOUTS.length)) {
      const made = makePublication(planFor(seed));
      const bytes = new TextEncoder().encode(publicationToHtml(made));
      const reading = await readDocument({ name: 'page.html', bytes }, { assets: '' });
      if (!reading.ok) throw new Error(reading.error.message.en);
      const page = reviewDocument(reading.value, false);
      expect(page.tables.map((t) => t.kind)).toEqual(review(made).tables.map((t) => t.kind));
      expect(page.findings.filter((f) => f.severity !== 'info').map((f) => f.message.zh)).toEqual([]);
    }
  }, 60_000);
});

/** Share of faults of a kind that must be pointed at, and named with what stood there. */
const BARS: Readonly<Record<Fault, readonly [located: number, named: number]>> = {
  digit: [0.95, 0.9],
  transposed: [0.95, 0.95],
  dropped: [0.95, 0.9],
  'row-dropped': [0.85, 0.3],
  'row-doubled': [0.95, 0.95],
  sign: [0.95, 0.95],
  unit: [0.95, 0.95],
  'headers-swapped': [0.9, 0.8],
  moved: [0.95, 0.95],
  year: [0.5, 0],
  code: [0.95, 0.9],
  name: [0.9, 0.9],
  'text-amount': [0.85, 0.85],
  magnitude: [0.95, 0.95],
  'cells-swapped': [0.9, 0.9],
  // Of an economic item that nothing else repeats, its sum alone cannot tell which item is wrong.
  subtotal: [0.85, 0.8],
  repeated: [0.95, 0.9],
  'unit-removed': [0.95, 0.95],
};

describe('one fault planted in a made publication', () => {
  for (const fault of FAULTS) {
    it(`is located, in one finding as a rule: ${fault}`, () => {
      const verdicts: Verdict[] = [];
      const counts: number[] = [];
      for (const seed of SEEDS) {
        const planted = plantFault(makePublication(planFor(seed)), fault, seeded(seed * 31 + fault.length));
        if (!planted) continue;
        const { verdict, findings } = judge(review(planted.made), planted);
        verdicts.push(verdict);
        counts.push(findings);
      }
      const share = (...of: Verdict[]) => verdicts.filter((v) => of.includes(v)).length / verdicts.length;
      const [located, named] = BARS[fault];
      expect(verdicts.length).toBeGreaterThan(SEEDS.length / 3);
      expect(share('named', 'located')).toBeGreaterThanOrEqual(located);
      expect(share('named')).toBeGreaterThanOrEqual(named);
      expect(counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(1);
    }, 60_000);
  }
});
