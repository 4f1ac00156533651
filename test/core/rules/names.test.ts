import { describe, expect, it } from 'vitest';
import { differByRegion, isShortForm } from '../../../core/rules/names/body-names.ts';
import { names } from '../../../core/rules/names/names.ts';
import { observed } from '../../support/observe-drawn.ts';

const table = (bodyLine: string) => ({
  title: '收入总表',
  bodyLine,
  rows: `
    | 科目名称 | 合计 |
    |---|---|
    | 社会保障和就业支出 | 100 |`,
});

describe('names of bodies', () => {
  it('differ by region alone, or in more', () => {
    expect(differByRegion('上海市宝山区医疗保障局', '上海市嘉定区医疗保障局')).toBe(true);
    expect(differByRegion('抚顺市医疗保障事务服务中心', '本溪市医疗保障事务服务中心')).toBe(true);
    expect(differByRegion('某市第一中学', '某市第二中学')).toBe(false);
    expect(differByRegion('某市教育局', '某市财政局')).toBe(false);
    expect(isShortForm('宝山区医保局', '上海市宝山区医疗保障局')).toBe(true);
  });

  it('are quiet for a department over its unit, and but a hint for a short form', () => {
    const lines = ['编制部门：某市甲区医疗保障局', '编制部门：某市甲区医疗保障局', '编制部门：甲区医保局'];
    expect(observed(names, lines.map(table))).toEqual([
      'hyg-name-variant “编制部门：甲区医保局” 甲区医保局 → 某市甲区医疗保障局',
    ]);
  });

  it('are told where one table names another place', () => {
    const lines = [1, 2, 3].map(() => table('编制部门：某市甲山区医疗保障局'));
    expect(observed(names, [...lines, table('编制部门：某市乙川区医疗保障局')])).toEqual([
      'doc-name-consistent “编制部门：某市乙川区医疗保障局” 某市乙川区医疗保障局 → 某市甲山区医疗保障局',
    ]);
  });

  it('are told where a single line stands against all others', () => {
    const lines = [1, 2, 3, 4].map(() => table('单位名称：某市教育局'));
    expect(observed(names, [...lines, table('单位名称：某市财政局')])).toEqual([
      'doc-name-consistent “单位名称：某市财政局” 某市财政局 → 某市教育局',
    ]);
  });

  it('hint at 本部门 in a text that says 本单位', () => {
    expect(observed(names, [], ['本单位甲。本单位乙。', '本单位丙。本单位丁。', '本部门戊。'])).toEqual([
      'doc-unit-kind “本部门” 本部门 → 本单位',
    ]);
  });
});
