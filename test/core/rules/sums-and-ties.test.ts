import { describe, expect, it } from 'vitest';
import type { Document } from '../../../core/model/document.ts';
import type { ReviewCheck } from '../../../core/model/review.ts';
import { reviewDocument } from '../../../core/reconcile/reconcile.ts';
import { drawDocument, reviewDrawn, told } from '../../support/draw-document.ts';
import { LAYOUTS, makePublication, planFor } from '../../support/make-publication.ts';

/** Rules of sums and ties that the twelve layouts have a place for. */
const RULES = [
  'foot-code-kuan-lei',
  'foot-code-xiang-kuan',
  'foot-code-econ',
  'foot-total-lei',
  'foot-total-leaf',
  'foot-single-child',
  'foot-label-list',
  'foot-label-total',
  'foot-of-which',
  'foot-project-total',
  'cast-basic-project',
  'cast-personnel-public',
  'cast-income-sources',
  'cast-fund-kinds',
  'cast-three-public',
  'cast-header-subtotal',
  'cast-final-carryover',
  'cast-change',
  'tie-t1-balance',
  'tie-t4-balance',
  'tie-t1-t2',
  'tie-t1-t3',
  'tie-t2-t3',
  'tie-t3-t5',
  'tie-t4-t1',
  'tie-t4-t5',
  'tie-t5-t6',
  'tie-t5-t6-personnel',
  'tie-t1-t6-personnel',
  'tie-t6-t7',
  'tie-op-cost',
  'tie-project-t3',
  'tie-project-item',
  'tie-final-chain',
];

interface Case {
  readonly document: Document;
  readonly check: ReviewCheck;
}

/** The first holding check of each rule whose total is a printed cell. */
function firstChecks(): Map<string, Case> {
  const found = new Map<string, Case>();
  for (let seed = 160; seed < 160 + 4 * LAYOUTS.length; seed++) {
    const made = makePublication(planFor(seed));
    const document = drawDocument(made.tables, made.paragraphs);
    for (const check of reviewDocument(document, true).checkList!) {
      const [total] = check.terms;
      const isCell = total!.place.table !== undefined && /[1-9]/.test(total!.stated);
      if (!found.has(check.rule) && isCell && /^agrees/.test(check.outcome))
        found.set(check.rule, { document, check });
    }
  }
  return found;
}

/** The document with another amount in one cell, of another size altogether. */
const withCell = (
  document: Document,
  { table, row, col }: ReviewCheck['terms'][number]['place'],
  text: string,
) => ({
  ...document,
  tables: document.tables.map((t) =>
    t.id === table
      ? { ...t, cells: t.cells.map((c) => (c.row === row && c.col === col ? { ...c, text } : c)) }
      : t,
  ),
});

const placesOf = ({ terms }: ReviewCheck): string =>
  terms.map(({ sign, place }) => `${sign}${place.table}:${place.row}:${place.col}:${place.block}`).join();

describe('every rule of sums and ties', () => {
  const cases = firstChecks();

  it.each(RULES)('%s holds in a consistent publication and fails once its total is another', (rule) => {
    const { document, check } = cases.get(rule)!;
    const { place, stated } = check.terms[0]!;
    // An ordering fails only when the whole is less than its part.
    const isOrdering = /of-which|t6-t7|op-cost|t4-t1|t3-t5/.test(rule);
    const wrong = withCell(
      document,
      place,
      isOrdering ? '0.01' : stated.replace(/[1-9]/, (d) => (d === '9' ? '81' : '97')),
    );
    const now = reviewDocument(wrong, true);
    const same = now.checkList!.find((c) => c.rule === rule && placesOf(c) === placesOf(check));
    expect(same?.outcome).toBe('differs');
    const suspects = now.findings.flatMap((f) => [...f.suspects.map((s) => s.where), ...f.where]);
    expect(suspects.some((w) => w.table === place.table && w.row === place.row && w.col === place.col)).toBe(
      true,
    );
  });
});

describe('sums that the layouts do not print', () => {
  it('foot-assets: count and value of assets add up, with the measure word in the cell', () => {
    const assets = (count: string) => ({
      title: '固定资产占用情况表',
      unit: '万元',
      rows: `
        | 项目 | 数量 | 价值（金额单位：万元） |
        |---|---|---|
        | 合计 | ${count} | 89.44 |
        | 房屋（平方米） | 2 | 21.98 |
        | 通用设备（台） | 303 | 67.46 |`,
    });
    expect(told(reviewDrawn([assets('305')]))).toEqual([]);
    expect(reviewDrawn([assets('405')]).findings.map((f) => f.rule)).toEqual(['foot-assets']);
  });

  it('cast-colno-formula: the formula that the line of column numbers states is the sum', () => {
    const columns = (total: string) => ({
      title: '2024年部门支出总表',
      unit: '元',
      rows: `
        | 科目编码 | 科目名称 | 本年支出 | 基本支出 | 项目支出 | 结转 |
        | 栏次 | < | 1=2+3+4 | 2 | 3 | 4 |
        |---|---|---|---|---|---|
        | 208 | 社会保障和就业支出 | 600 | 100 | 200 | 300 |
        | 210 | 卫生健康支出 | ${total} | 300 | 400 | 500 |
        | 221 | 住房保障支出 | 60 | 10 | 20 | 30 |`,
    });
    expect(told(reviewDrawn([columns('1,200')]))).toEqual([]);
    expect(reviewDrawn([columns('1,900')]).findings.map((f) => [f.rule, f.expected])).toEqual([
      ['cast-colno-formula', '1,200'],
    ]);
  });
});
