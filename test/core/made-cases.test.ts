import { describe, expect, it } from 'vitest';
import type { Document } from '../../core/model/document.ts';
import { reviewDocuments } from '../../core/review.ts';
import { drawDocument } from '../support/draw-document.ts';
import { type MadeCase, makeCase } from '../support/make-case.ts';
import { LAYOUTS, type MadePublication, seeded } from '../support/make-publication.ts';
import { plantFault } from '../support/plant-fault.ts';

/** The last one has general and fund money in one class, and a text that gives both as one. */
const SEEDS = [...Array.from({ length: 2 * LAYOUTS.length }, (_, i) => i + 501), 732];

const toDocument = (made: MadePublication, name: string): Document => ({
  ...drawDocument(made.tables, made.paragraphs),
  name,
  sha256: name,
});

function review({ department, units }: MadeCase) {
  const documents = [toDocument(department, 'd0'), ...units.map((u, i) => toDocument(u, `d${i + 1}`))];
  const { publications, case: across } = reviewDocuments(documents);
  return {
    own: publications.flatMap((p) => p.findings.filter((f) => f.severity !== 'info')),
    across: across.findings,
  };
}

const KINDS = ['digit', 'sign', 'unit', 'dropped', 'code', 'moved'] as const;

describe('a department and its units, made to agree', () => {
  it('lead to no finding, each alone and all together', () => {
    const told: string[] = [];
    for (const seed of SEEDS) {
      const { own, across } = review(makeCase(seed));
      told.push(...[...own, ...across].map((f) => `${seed} ${f.rule} ${f.message.zh}`));
    }
    expect(told).toEqual([]);
  }, 120_000);

  it('with one item entered otherwise in one of them: one finding at that item', () => {
    const told: string[] = [];
    for (const seed of SEEDS) {
      const made = makeCase(seed, true);
      const { own, across } = review(made);
      const [first] = across;
      if (own.length > 0 || across.length !== 1 || !first!.message.zh.includes(made.fault!.code))
        told.push(
          `${seed} ${JSON.stringify(made.fault)} ${[...own, ...across].map((f) => `${f.rule} ${f.message.zh}`).join(' | ')}`,
        );
    }
    expect(told).toEqual([]);
  }, 120_000);

  it('with one cell of one of them changed: the document’s own finding, and none over again', () => {
    const told: string[] = [];
    let planted = 0;
    for (const [n, seed] of SEEDS.entries()) {
      const made = makeCase(seed);
      const all = [made.department, ...made.units];
      const which = seed % all.length;
      const kind = KINDS[n % KINDS.length]!;
      const p = plantFault(all[which]!, kind, seeded(seed * 31));
      if (!p) continue;
      planted++;
      const [department, ...units] = all.map((m, i) => (i === which ? p.made : m));
      const { across } = review({ department: department!, units });
      told.push(...across.map((f) => `${seed} ${kind} ${f.rule} ${f.message.zh}`));
    }
    expect(planted).toBeGreaterThan(SEEDS.length / 2);
    expect(told).toEqual([]);
  }, 120_000);
});
