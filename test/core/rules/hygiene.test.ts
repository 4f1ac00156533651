import { describe, expect, it } from 'vitest';
import type { Document } from '../../../core/model/document.ts';
import { reviewDocument } from '../../../core/reconcile/reconcile.ts';
import { hygiene } from '../../../core/rules/hygiene/hygiene.ts';
import { drawDocument } from '../../support/draw-document.ts';
import { observed } from '../../support/observe-drawn.ts';

const indicators = (last: string) => ({
  title: '项目绩效目标表',
  unit: null,
  rows: `
    | 二级指标 | 三级指标 | 指标值 |
    |---|---|---|
    | 满意度指标 | 服务对象满意度指标 | 90 |
    | 满意度指标 | ${last} | 90 |`,
});

const amounts = (last: string) => ({
  title: '支出预算总表',
  unit: '元',
  rows: `
    | 科目编码 | 科目名称 | 合计 | 基本支出 |
    |---|---|---|---|
    | 208 | 社会保障和就业支出 | 12,500 | 12,500 |
    | 210 | 卫生健康支出 | 32,500 | 32,500 |
    | 221 | 住房保障支出 | ${last} | 11,000 |`,
});

describe('labels cut off at the edge of their cell', () => {
  it('are told with the whole word', () => {
    expect(observed(hygiene, [indicators('服务对象满意度指')])).toEqual([
      'hyg-truncated-cell “服务对象满意度指” 服务对象满意度指 → 服务对象满意度指标',
    ]);
  });

  it('are none where the word is whole, or where no other cell goes on', () => {
    expect(observed(hygiene, [indicators('群众满意度')])).toEqual([]);
    expect(observed(hygiene, [indicators('物业管理单位收')])).toEqual([]);
  });
});

describe('the writing of figures', () => {
  it('is one in a table', () => {
    expect(observed(hygiene, [amounts('11,000')])).toEqual([]);
    expect(observed(hygiene, [amounts('11000')])).toEqual(['hyg-number-format “11000” 11000']);
    expect(observed(hygiene, [amounts('１１，０００')])).toEqual([
      'hyg-number-format “１１，０００” １１，０００',
    ]);
  });
});

describe('pages', () => {
  const paged = (pages: readonly number[], count: number, warned: readonly number[] = []): Document => {
    const drawn = drawDocument([], ['2024年部门预算', '一、部门职责。']);
    const at = (page: number) => ({ kind: 'page', page, rect: [0, 0, 1, 1] }) as const;
    return {
      ...drawn,
      pages: count,
      blocks: drawn.blocks.map((block, i) => ({ ...block, anchor: at(pages[i] ?? 1) })),
      warnings:
        warned.length > 0 ? [{ code: 'scanned-pages', pages: warned, message: { zh: '', en: '' } }] : [],
    };
  };
  const blank = (document: Document) =>
    reviewDocument(document, false).findings.filter((f) => f.rule === 'hyg-blank-page');

  it('are told when nothing stands on them', () => {
    expect(blank(paged([1, 3], 3)).map((f) => [f.stated, f.where[0]?.page])).toEqual([['2', 2]]);
  });

  it('are not blank when they are pictures', () => {
    expect(blank(paged([1, 3], 3, [2]))).toEqual([]);
    expect(blank(paged([1, 2], 2))).toEqual([]);
  });
});

describe('brackets', () => {
  it('have their partner in the block before where a paragraph was read as two', () => {
    expect(observed(hygiene, [], ['根据《关于批复的通知》（苏财预〔2017', '〕19号）填列。'])).toEqual([]);
    expect(observed(hygiene, [], ['本表反映收支情况。', '〕19号）填列。'])).toEqual([
      'hyg-unclosed “〕19号）填列。”',
    ]);
  });
});
