import { describe, expect, it } from 'vitest';
import { reviewDocument } from '../../core/reconcile/reconcile.ts';
import { drawDocument } from '../support/draw-document.ts';
import {
  LAYOUTS,
  type MadePublication,
  makePublication,
  planFor,
  seeded,
} from '../support/make-publication.ts';
import { plantTextFault, TEXT_FAULTS, type TextFault } from '../support/plant-text-fault.ts';
import { VOICES } from '../support/publication-text.ts';

const SEEDS = Array.from({ length: LAYOUTS.length }, (_, i) => i + 301);

const review = (made: MadePublication) =>
  reviewDocument(drawDocument(made.tables, made.paragraphs), false).findings.filter(
    (f) => f.severity !== 'info',
  );

const make = (seed: number, voice: (typeof VOICES)[number]) => makePublication({ ...planFor(seed), voice });

describe('explanations worded as in four parts of the country', () => {
  it('of a publication that is right lead to no error and no warning', () => {
    const told = SEEDS.flatMap((seed) =>
      VOICES.flatMap((voice) =>
        review(make(seed, voice)).map((f) => `${seed} ${voice} ${f.rule} ${f.message.zh}`),
      ),
    );
    expect(told).toEqual([]);
  }, 120_000);
});

/** Most findings that one fault of a sentence may take, over all that were planted. */
const FINDINGS_MEAN = 1.3;

describe('one fault planted in an explanation', () => {
  const bars: Readonly<Record<TextFault, number>> = {
    amount: 0.95,
    change: 0.95,
    percentage: 0.95,
    direction: 0.95,
    unit: 0.95,
    year: 0.95,
    'base-year': 0.95,
  };
  for (const fault of TEXT_FAULTS) {
    it(`is located in its paragraph: ${fault}`, () => {
      let planted = 0;
      let located = 0;
      let findings = 0;
      for (const seed of SEEDS) {
        for (const voice of VOICES) {
          const p = plantTextFault(make(seed, voice), fault, seeded(seed * 31 + fault.length + voice.length));
          if (!p) continue;
          const told = review(p.made);
          planted++;
          findings += told.length;
          if (told.some((f) => f.where.some((w) => w.block === p.paragraph))) located++;
        }
      }
      expect(planted).toBeGreaterThan(SEEDS.length * 2);
      expect(located / planted).toBeGreaterThanOrEqual(bars[fault]);
      expect(findings / planted).toBeLessThanOrEqual(FINDINGS_MEAN);
    }, 120_000);
  }
});
