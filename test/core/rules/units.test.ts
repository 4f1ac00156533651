import { describe, expect, it } from 'vitest';
import type { Check } from '../../../core/model/check.ts';
import { documentToContext } from '../../../core/reconcile/context.ts';
import { evaluate } from '../../../core/reconcile/evaluate.ts';
import { FAMILIES } from '../../../core/rules/catalogue.ts';
import { inferUnit, unitFaults, unitFaultToObservation } from '../../../core/rules/units/unit-faults.ts';
import { units } from '../../../core/rules/units/units.ts';
import { type DrawnTable, drawDocument } from '../../support/draw-document.ts';
import { observed } from '../../support/observe-drawn.ts';

const table = (title: string, unit: string | null, [a, b, c]: readonly [string, string, string]) => ({
  title,
  unit,
  rows: `
    | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
    |---|---|---|---|---|
    | 208 | 社会保障和就业支出 | ${a} | ${a} | |
    | 221 | 住房保障支出 | ${b} | ${b} | |
    | 合计 | < | ${c} | ${c} | |`,
});
const YUAN = ['1,234,500', '800,000', '2,034,500'] as const;
const WAN = ['123.45', '80.00', '203.45'] as const;
const T3 = '2024年支出预算总表';
const T5 = '2024年一般公共预算支出表';
const INCOME: DrawnTable = {
  title: '2024年收入预算总表',
  unit: '元',
  rows: `
    | 科目编码 | 科目名称 | 合计 | 财政拨款收入 |
    |---|---|---|---|
    | 208 | 社会保障和就业支出 | 1,234,500 | 1,234,500 |
    | 221 | 住房保障支出 | 800,000 | 800,000 |
    | 合计 | < | 2,034,500 | 2,034,500 |`,
};

const FUND = table('2024年政府性基金预算支出表', '元', ['', '', '']);

function check(tables: readonly DrawnTable[]) {
  const context = documentToContext(drawDocument([...tables, FUND]));
  const checks: Check[] = [];
  for (const family of FAMILIES) {
    for (const draft of family.propose?.(context) ?? []) {
      const done = evaluate(draft, `c${checks.length}`);
      if (done) checks.push(done);
    }
  }
  return { context, checks };
}

describe('unit lines', () => {
  it('are asked for where other tables have them', () => {
    expect(observed(units, [table(T3, '元', YUAN), table(T5, null, YUAN)])).toEqual([
      `unit-declared “${T5}”`,
    ]);
    expect(observed(units, [table(T3, null, YUAN), table(T5, null, YUAN)])).toEqual([]);
  });

  it('are told when cut', () => {
    expect(observed(units, [table(T3, '万', WAN)])).toEqual(['unit-truncated “单位：万” 万 → 万元']);
  });
});

describe('units against magnitudes', () => {
  it('are no matter when tables of 元 and 万元 agree', () => {
    const { context, checks } = check([INCOME, table(T3, '元', YUAN), table(T5, '万元', WAN)]);
    expect(unitFaults(context, checks)).toEqual([]);
  });

  it('are told once for the table whose ties are all off by one power of ten', () => {
    const { context, checks } = check([INCOME, table(T3, '元', YUAN), table(T5, '万元', YUAN)]);
    const [fault, ...more] = unitFaults(context, checks);
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ exponent: 0, observed: { label: '万元' } });
    expect(fault!.table.title).toBe(T5);
    expect(fault!.checks.length).toBe(checks.filter((c) => c.outcome === 'differs').length);
    expect(unitFaultToObservation(context, fault!)).toMatchObject({
      rule: 'unit-wrong-scale',
      stated: '万元',
      expected: '元',
      suspect: { stated: '单位：万元', proposed: '单位：元' },
    });
  });

  it('are inferred for a table that states none, and not told again', () => {
    const { context, checks } = check([INCOME, table(T3, '元', YUAN), table(T5, null, WAN)]);
    expect(inferUnit(context, context.structures[2]!, checks)).toBe(4);
    expect(unitFaults(context, checks).map((f) => unitFaultToObservation(context, f))).toEqual([undefined]);
  });

  it('are not blamed for one wrong figure', () => {
    const wrong = table(T5, '元', ['12,345,000,000', '800,000', '2,034,500']);
    const { context, checks } = check([INCOME, table(T3, '元', YUAN), wrong]);
    expect(checks.some((c) => c.outcome === 'differs')).toBe(true);
    expect(unitFaults(context, checks)).toEqual([]);
  });
});

describe('a plan headed %', () => {
  const form = (last: string) => ({
    title: '某项目绩效目标表',
    unit: '万元',
    rows: `
    | 项目编码 | 123 | 项目名称 | 某项目 | |
    | 资金用途 | 预算数 | 50.00 | 财政资金 | 50.00 |
    | 资金支出计划（%） | 3月底 | 6月底 | 10月底 | 12月底 |
    | ^ | 7.00 | 10.00 | 20.00 | ${last} |
    | 绩效目标 | 做好某事，让群众满意 | | | |`,
  });

  it('is told when amounts stand under it, and accepted when it ends at 100', () => {
    expect(observed(units, [form('50.00')])).toEqual([
      'unit-percent-column “资金支出计划（%）” 资金支出计划（%）',
    ]);
    expect(observed(units, [form('100')])).toEqual([]);
  });
});
