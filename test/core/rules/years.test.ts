import { describe, expect, it } from 'vitest';
import { years } from '../../../core/rules/years/years.ts';
import { observed } from '../../support/observe-drawn.ts';

const COVER = ['# 某市某局2024年部门预算', '# 2024年部门预算说明'];
const table = (title: string, more: object = {}) => ({
  title,
  unit: '万元',
  rows: `
    | 科目编码 | 科目名称 | 合计 |
    |---|---|---|
    | 208 | 社会保障和就业支出 | 100 |`,
  ...more,
});
const tell = (tables: Parameters<typeof observed>[1], paragraphs: readonly string[] = []) =>
  observed(years, tables, [...COVER, ...paragraphs]);

describe('the publication year in titles, contents and notes', () => {
  it('is quiet where every place names one year', () => {
    const note = '注：本部门2024年无政府性基金预算支出，故本表无数据。';
    expect(tell([table('2024年部门收入总表', { note })], ['.. 1.2024年部门收入总表'])).toEqual([]);
  });

  it('names a table title of another year', () => {
    expect(tell([table('2024年部门收入总表'), table('2、2022年部门支出总表')])).toEqual([
      'year-table-title “2、2022年部门支出总表” 2022 → 2024',
    ]);
  });

  it('names a line of the contents, a heading and a note of another year', () => {
    const note = '注：本单位2022年度无政府性基金预算财政拨款支出，故本表无数据。';
    expect(
      tell(
        [table('2024年政府性基金预算支出表', { note })],
        ['.. 6. 2023年政府性基金预算支出表', '## 一、2023年“三公”经费预算情况说明'],
      ),
    ).toEqual([
      'year-toc “6. 2023年政府性基金预算支出表” 2023 → 2024',
      'year-cover “一、2023年“三公”经费预算情况说明” 2023 → 2024',
      `year-table-note “${note}” 2022 → 2024`,
    ]);
  });

  it('leaves execution of last year, comparisons and named money of another year alone', () => {
    expect(
      tell(
        [table('2024年部门收入总表')],
        [
          '## 2023年预算执行情况',
          '## 2024年与2023年预算对比',
          '## 2023年中央补助资金项目绩效目标',
          '## 2022-2024年支出规划',
        ],
      ),
    ).toEqual([]);
  });

  it('says nothing where the document does not settle on a year', () => {
    expect(observed(years, [table('2023年部门收入总表'), table('2024年部门支出总表')])).toEqual([]);
  });
});

describe('years in headings of columns', () => {
  const headed = (heads: string) => ({
    title: '“三公”经费支出表',
    unit: '万元',
    rows: `
    | ${heads} |
    |---|---|
    | 100 | 90 |`,
  });

  it('names a heading of another year', () => {
    expect(tell([headed('2022年“三公”经费预算数 | <')])).toEqual([
      'year-header “2022年“三公”经费预算数” 2022 → 2024',
    ]);
  });

  it('leaves a table that sets two years side by side alone', () => {
    expect(tell([headed('2023年预算数 | 2024年预算数')])).toEqual([]);
    expect(tell([headed('2023年执行数 | 2024年预算数')])).toEqual([]);
  });

  it('names a year line over a table', () => {
    expect(tell([table('收入总表', { bodyLine: '预算年度：2023' })])).toEqual([
      'year-header “预算年度：2023” 2023 → 2024',
    ]);
  });
});

describe('years in sentences', () => {
  const own = table('2024年部门收入总表', {
    rows: `
    | 科目编码 | 科目名称 | 合计 |
    |---|---|---|
    | 208 | 社会保障和就业支出 | 2,913.26 |`,
  });

  it('names the year that a sentence gives to an amount of this budget', () => {
    expect(tell([own], ['2023年，本部门收入预算2,913.26万元，其中：财政拨款收入2,913.26万元。'])).toEqual([
      'year-narrative “2023年，本部门收入预算2,913.26万元” 2023 → 2024',
    ]);
  });

  it('leaves base years, execution and notices alone', () => {
    expect(
      tell(
        [own],
        [
          '2024年本部门收入预算2,913.26万元，比2023年预算增加100万元。',
          '2023年本部门预算执行2,913.26万元。',
          '2022年印发通知，安排资金2,913.26万元。',
          '2023年本部门收入预算2,813.11万元。',
        ],
      ),
    ).toEqual([]);
  });
});

describe('document numbers, dates and slips', () => {
  it('names a notice older than money handed down ahead of time can have', () => {
    const text = '《关于提前下达2024年省财政补助资金的通知》（某财指社[2022]705号）';
    expect(tell([], [text, text.replace('[2022]', '[2023]')])).toEqual([
      'year-docnumber “下达2024年省财政补助资金的通知》（某财指社[2022]705号” 2022',
    ]);
  });

  it('names a year without its word, and assets of years ago', () => {
    expect(tell([], ['2024，我单位运行经费29万元。', '截至2021年12月31日，本部门共有车辆2辆。'])).toEqual([
      'year-missing-char “2024，我单位” 2024，我单位 → 2024年，我单位',
      'year-asof “截至2021年” 2021',
    ]);
  });
});

describe('periods of target forms', () => {
  const form = (start: string, end: string, goal: string, deadline = '2024-12') => ({
    title: '项目支出绩效目标表',
    unit: '万元',
    rows: `
    | 项目名称 | 某项目 |  |  |
    | 计划开始日期 | ${start} | 计划完成日期 | ${end} |
    | ${goal} | 做好某事，让群众满意 |  |  |
    | 一级指标 | 三级指标 | 指标值 | 完成时限 |
    | 产出指标 | 补助发放人次 | ≥100人次 | ${deadline} |`,
  });

  it('accepts projects of one year and of several', () => {
    expect(tell([form('2024-1-1', '2024-12-31', '项目总目标（2024年-2024年）')])).toEqual([]);
    expect(tell([form('2023-1-1', '2025-12-31', '项目总目标（2023年-2025年）')])).toEqual([]);
  });

  it('names an end before the start, a goal of other years, a deadline of last year', () => {
    expect(tell([form('2024-1-1', '2023-12-31', '项目总目标（2024年-2024年）')])).toEqual([
      'perf-period-consistent “2023-12-31” 2023-12-31',
    ]);
    expect(tell([form('2024-1-1', '2024-12-31', '项目总目标（2023年-2024年）')])).toEqual([
      'perf-period-consistent “项目总目标（2023年-2024年）” 项目总目标（2023年-2024年）',
    ]);
    expect(tell([form('2024-1-1', '2024-12-31', '项目总目标（2024年-2024年）', '2023-12')])).toEqual([
      'year-deadline “2023-12” 2023-12',
    ]);
  });

  it('names a project that is over before the year begins', () => {
    expect(tell([form('2021-1-1', '2022-12-31', '项目总目标（2021年-2022年）')])).toEqual([
      'year-project-period “2022-12-31” 2022-12-31',
    ]);
  });
});
