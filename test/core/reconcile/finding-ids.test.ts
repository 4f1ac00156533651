import { describe, expect, it } from 'vitest';
import type { Document } from '../../../core/model/document.ts';
import { reviewDocument } from '../../../core/reconcile/reconcile.ts';
import { drawDocument } from '../../support/draw-document.ts';

const ids = (document: Document, rule: string) =>
  reviewDocument(document, false)
    .findings.filter((f) => f.rule === rule)
    .map((f) => f.id);

describe('ids of findings', () => {
  const title = '2024年支出预算总表';
  const body = `
    | 科目编码 | 科目名称 | 合计 |
    |---|---|---|
    | 208 | 社会保障和就业支出 | 12.50 |`;

  it('are the same whether the unit line stands over the grid or inside it', () => {
    const above = drawDocument([{ title, unit: '万', rows: body }]);
    const drawn = drawDocument([
      {
        title,
        rows: `
          | 单位：万 | < | < |
          | 科目编码 | 科目名称 | 合计 |
          | 208 | 社会保障和就业支出 | 12.50 |`,
      },
    ]);
    const table = drawn.tables[0]!;
    const cells = table.cells.map((cell) => ({ ...cell, header: cell.row === 1 }));
    const inside = { ...drawn, tables: [{ ...table, unit: '万', cells }] };
    expect(ids(above, 'unit-truncated')).toHaveLength(1);
    expect(ids(inside, 'unit-truncated')).toEqual(ids(above, 'unit-truncated'));
  });

  it('are the same whatever blanks a format puts between numbers and words', () => {
    const text = (amount: string) =>
      drawDocument(
        [],
        [
          `1社会保障和就业支出（类）${amount}，主要用于单位在社会保障与就业方面按规定安排的各项支出。`,
          '2.卫生健康支出（类）20.00万元，主要用于医疗保险。',
          '依据《管理办法》（沪医保规 [2022] 8号），按规定执行。',
        ],
      );
    for (const rule of ['hyg-numbering', 'hyg-docnumber-format']) {
      expect(ids(text('192.29 万元'), rule)).toHaveLength(1);
      expect(ids(text('192.29 万元'), rule)).toEqual(ids(text('192.29万元'), rule));
    }
  });

  it('differ where other figures are stated', () => {
    const total = (amount: string) =>
      drawDocument([
        {
          title,
          unit: '元',
          rows: `
            | 科目编码 | 科目名称 | 合计 |
            |---|---|---|
            | 208 | 社会保障和就业支出 | ${amount} |
            | 20805 | 养老支出 | 300 |
            | 20810 | 社会福利 | 200 |`,
        },
      ]);
    const of = (amount: string) => ids(total(amount), 'foot-code-kuan-lei');
    expect(of('503')).toHaveLength(1);
    expect(of('503')).toEqual(of('503'));
    expect(of('503')).not.toEqual(of('504'));
  });
});
