import { describe, expect, it } from 'vitest';
import { codes } from '../../../core/rules/codes/codes.ts';
import { rows } from '../../../core/rules/rows/rows.ts';
import { observed } from '../../support/observe-drawn.ts';

const table = (title: string, body: string) => ({
  title,
  unit: '万元',
  rows: `
    | 科目编码 | 科目名称 | 合计 |
    |---|---|---|
    ${body}`,
});
const BODY = `
    | 208 | 社会保障和就业支出 | 100 |
    | 20805 | 行政事业单位养老支出 | 100 |
    | 2080505 | 机关事业单位基本养老保险缴费支出 | 60 |
    | 2080506 | 机关事业单位职业年金缴费支出 | 40 |
    | 221 | 住房保障支出 | 30 |
    | 22102 | 住房改革支出 | 30 |
    | 2210201 | 住房公积金 | 30 |`;
const TITLES = ['2024年收入预算总表', '2024年支出预算总表', '2024年一般公共预算支出表'];
const three = (change: (body: string) => string, at = 1) =>
  TITLES.map((t, i) => table(t, i === at ? change(BODY) : BODY));

describe('codes and names over the tables', () => {
  it('are quiet when they agree', () => {
    expect(
      observed(
        codes,
        three((b) => b),
      ),
    ).toEqual([]);
  });

  it('tell a code that other tables print otherwise', () => {
    expect(
      observed(
        codes,
        three((b) => b.replace('| 2210201 |', '| 2210207 |')),
      ),
    ).toEqual(['code-name-match “2210207” 2210207 → 2210201']);
    expect(
      observed(
        codes,
        three((b) => b.replace('| 20805 |', '| 20809 |'), 0),
      ),
    ).toContain('code-name-match “20809” 20809 → 20805');
  });

  it('tell a name that other tables print otherwise', () => {
    expect(
      observed(
        codes,
        three((b) => b.replace('住房公积金', '住房补贴')),
      ),
    ).toEqual(['code-name-match “住房补贴” 住房补贴 → 住房公积金']);
  });

  it('take a cut name for the same name', () => {
    expect(
      observed(
        codes,
        three((b) => b.replace('机关事业单位基本养老保险缴费支出', '机关事业单位基本养老保险缴费')),
      ),
    ).toEqual([]);
  });

  it('tell fund items in the table of the general public budget', () => {
    const fund = '\n    | 21208 | 国有土地使用权出让收入安排的支出 | 30 |';
    expect(
      observed(
        codes,
        three((b) => `${b}${fund}`, 2),
      ),
    ).toContain('code-kind-table “21208” 21208');
  });

  it('tell a code that lost a digit', () => {
    expect(observed(codes, [table(TITLES[1]!, BODY.replace('| 2210201 |', '| 221020 |'))])).toContain(
      'code-structure “221020” 221020',
    );
  });

  it('tell economic codes of before 2018', () => {
    const old = table(
      '2024年一般公共预算基本支出表',
      `
    | 301 | 工资福利支出 | 50 |
    | 30101 | 基本工资 | 50 |
    | 303 | 对个人和家庭的补助 | 10 |
    | 30311 | 住房公积金 | 10 |`,
    );
    expect(observed(codes, [old])).toContain('code-legacy-econ “30311” 30311');
  });
});

describe('rows of code tables', () => {
  it('are quiet when each stands once under its parent', () => {
    expect(
      observed(
        rows,
        three((b) => b),
      ),
    ).toEqual([]);
  });

  it('tell a row printed twice', () => {
    const line = '| 2210201 | 住房公积金 | 30 |';
    expect(
      observed(
        rows,
        three((b) => `${b}\n    ${line}`),
      ),
    ).toEqual(['foot-duplicate-row “住房公积金” 2210201']);
  });

  it('are a list of like things where many are alike', () => {
    const line = '\n    | 2210201 | 住房公积金 | 30 |';
    expect(
      observed(
        rows,
        three((b) => b + line.repeat(12)),
      ),
    ).toEqual([]);
  });

  it('tell a missing parent where other parents are printed', () => {
    expect(
      observed(
        rows,
        three((b) => b.replace('| 22102 | 住房改革支出 | 30 |', '')),
      ),
    ).toEqual(['foot-orphan-code “2210201” 2210201']);
  });

  it('say nothing of tables that print items alone', () => {
    const items = BODY.split('\n')
      .filter((l) => /\| \d{7} \|/.test(l))
      .join('\n');
    expect(observed(rows, [table(TITLES[2]!, items)])).toEqual([]);
  });

  it('tell a negative amount of a budget, and leave carry-overs and changes alone', () => {
    expect(
      observed(
        rows,
        three((b) => b.replace('| 40 |', '| -40 |')),
      ),
    ).toEqual(['foot-negative “-40” -40']);
    const carry = {
      title: '2024年收支预算总表',
      unit: '万元',
      rows: `
    | 项目 | 预算数 | 比上年增减 |
    |---|---|---|
    | 一、财政拨款收入 | 100 | -5 |
    | 二、上年结转结余 | -3 | 0 |`,
    };
    expect(observed(rows, [carry])).toEqual([]);
  });
});
