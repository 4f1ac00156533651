import { describe, expect, it } from 'vitest';
import { differByRegion, isShortForm, lacksDistrict } from '../../../core/rules/names/body-names.ts';
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

  it('are told where a title names the body over the district', () => {
    expect(lacksDistrict('甲市规划局', '甲市乙区规划局')).toBe(true);
    expect(lacksDistrict('规划局', '甲市乙区规划局')).toBe(false);
    expect(lacksDistrict('甲市规划局', '甲市规划局执法大队')).toBe(false);
    const text = (title: string) => [
      '# 甲市乙区规划和资源局2024年度部门决算',
      '## 第一部分 甲市乙区规划和资源局概况',
      '根据甲市规划和资源局、甲市乙区规划和土地局2024年度部门决算的要求，按甲市规划和资源局部署编制。',
      `## 第二部分 ${title}2024年度部门决算表`,
      '## 第三部分 甲市乙区规划和资源局2024年度部门决算情况说明',
      '主管部门：甲市规划和资源局',
    ];
    expect(observed(names, [], text('甲市乙区规划和资源局'))).toEqual([]);
    expect(observed(names, [], text('乙区规划和资源局'))).toEqual([]);
    expect(observed(names, [], text('甲市乙区规划和土地局'))).toEqual([]);
    for (const other of ['甲市规划和资源局', '甲市丙区规划和资源局'])
      expect(observed(names, [], text(other))).toEqual([
        `doc-name-consistent “第二部分 ${other}2024年度部门决算表” ${other} → 甲市乙区规划和资源局`,
      ]);
  });

  it('hint at 本部门 in a text that says 本单位', () => {
    expect(observed(names, [], ['本单位甲。本单位乙。', '本单位丙。本单位丁。', '本部门戊。'])).toEqual([
      'doc-unit-kind “本部门” 本部门 → 本单位',
    ]);
  });
});
