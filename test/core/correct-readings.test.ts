import { describe, expect, it } from 'vitest';
import type { CellCorrection } from '../../core/model/settings.ts';
import { reviewDocuments } from '../../core/review.ts';
import { drawDocument } from '../support/draw-document.ts';

/** The total is printed 500; it was read as 503. */
const document = drawDocument([
  {
    title: '支出预算总表',
    unit: '元',
    rows: `
      | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
      |---|---|---|---|---|
      | 208 | 社会保障和就业支出 | 503 | 400 | 100 |
      | 20805 | 养老支出 | 300 | 250 | 50 |
      | 20810 | 社会福利 | 200 | 150 | 50 |`,
  },
]);
const correction: CellCorrection = {
  document: document.sha256,
  table: 't1',
  row: 1,
  col: 2,
  read: '503',
  corrected: '500',
};
const review = (...corrections: CellCorrection[]) =>
  reviewDocuments([document], { withChecks: true, settings: { corrections } }).publications[0]!;

describe('corrected readings', () => {
  it('are what figures, checks and findings rest on, while quotes stay as printed', () => {
    expect(review().findings.map(({ rule }) => rule)).toContain('foot-code-kuan-lei');
    const corrected = review(correction);
    expect(corrected.findings).toEqual([]);
    const entry = corrected.ledger!.find(({ place }) => place.row === 1 && place.col === 2)!;
    expect(entry).toMatchObject({ stated: '500', state: 'tied', place: { quote: '503' } });
    for (const { place } of corrected.checkList!.flatMap(({ terms }) => terms))
      if (place.row === 1 && place.col === 2) expect(place.quote).toBe('503');
  });

  it('are told in the result, with the reading and its place', () => {
    expect(review().corrections).toBeUndefined();
    expect(review(correction).corrections).toEqual([
      { where: { table: 't1', row: 1, col: 2, quote: '503' }, corrected: '500', used: true },
    ]);
  });

  it('are not used where the cell reads otherwise by now, and the result says so', () => {
    const stale = review({ ...correction, read: '508' });
    expect(stale.findings.length).toBeGreaterThan(0);
    expect(stale.corrections).toMatchObject([{ used: false, corrected: '500' }]);
  });

  it('concern one document alone, and of two on one cell the later counts', () => {
    expect(review({ ...correction, document: 'f'.repeat(64) }).corrections).toBeUndefined();
    const twice = review({ ...correction, corrected: '501' }, correction);
    expect(twice.corrections).toMatchObject([{ corrected: '500' }]);
    expect(twice.findings).toEqual([]);
  });

  it('leave the document as it was read', () => {
    const before = structuredClone(document);
    review(correction);
    expect(document).toEqual(before);
  });
});
