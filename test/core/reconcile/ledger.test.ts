import { describe, expect, it } from 'vitest';
import { reviewDrawn } from '../../support/draw-document.ts';

describe('the ledger', () => {
  it('counts the money of a target form and none of its indicator values', () => {
    const review = reviewDrawn([
      {
        title: '部门预算项目（政策）绩效目标表',
        unit: '万元',
        rows: `
          | 项目(政策)名称 | 物业费 | < | < |
          | 预算资金情况 | 1,440.00 | < | < |
          | 绩效指标 | 三级指标 | 指标值 | 度量单位 |
          | ^ | 保障待遇 | 98 | % |
          | ^ | 办结率 | 100 | % |`,
      },
    ]);
    expect(review.ledger!.map((e) => e.stated)).toEqual(['1,440.00']);
  });

  it('gives every amount that no check reaches its reason', () => {
    const review = reviewDrawn(
      [{ title: '收费目录', unit: '元', rows: '| 项目 | 金额 |\n|---|---|\n| 工本费 | 5 |' }],
      ['全年收取 12.5 万元。'],
    );
    expect(review.figures).toMatchObject({ total: 2, notChecked: 2 });
    for (const entry of review.ledger!) expect(entry.reason!.zh).not.toBe('');
  });
});
