import { describe, expect, it } from 'vitest';
import {
  arithmeticOf,
  explainFinding,
  foldAddends,
  implicationOf,
  splitLabel,
} from '../../../core/reports/explain-finding.ts';
import { check, term } from '../../support/review-checks.ts';

describe('arithmeticOf', () => {
  const sums = check([
    term(-1, '18,003,263', '210', 0),
    term(1, '10,448,833', '210 01', 1),
    term(1, '1,054,430', '210 11', 2),
    term(1, '12,750,000', '210 13', 3),
    term(1, '1,200,000', '210 15', 4),
  ]);

  it('sets a sum as addends, sum, printed figure and what it is short by', () => {
    const arithmetic = arithmeticOf(sums, sums.terms[0]!.place);
    expect(arithmetic?.addends.map(({ sign, amount }) => `${sign} ${amount}`)).toEqual([
      ' 10,448,833',
      '+ 1,054,430',
      '+ 12,750,000',
      '+ 1,200,000',
    ]);
    expect(arithmetic).toMatchObject({
      sum: '25,453,263',
      total: { amount: '18,003,263', suspect: true },
      difference: { kind: 'short', amount: '7,450,000' },
    });
  });

  it('takes a blank as nothing and keeps it blank', () => {
    const arithmetic = arithmeticOf(
      check([term(-1, '', 'total', 0), term(1, '300', 'a', 1), term(1, '200', 'b', 2)]),
    );
    expect(arithmetic).toMatchObject({
      sum: '500',
      total: { amount: '' },
      difference: { kind: 'short', amount: '500' },
    });
  });

  it('shows a subtraction with its sign and a figure that is over', () => {
    const arithmetic = arithmeticOf(
      check([term(-1, '90', 'rest', 0), term(1, '100', 'all', 1), term(-1, '25.5', 'part', 2)]),
    );
    expect(arithmetic?.addends.map(({ sign }) => sign)).toEqual(['', '−']);
    expect(arithmetic).toMatchObject({ sum: '74.5', difference: { kind: 'over', amount: '15.5' } });
  });

  it('brings figures of different units to the finest and says so', () => {
    const arithmetic = arithmeticOf(
      check([term(-1, '2,545.33', 'text', 0, '万元'), term(1, '25,453,263', 'table', 1, '元')]),
    );
    expect(arithmetic).toMatchObject({
      commonUnit: '元',
      total: { amount: '25,453,300' },
      difference: { kind: 'over', amount: '37' },
    });
    expect(arithmetic?.sum).toBeUndefined();
  });

  it('has nothing to show for a figure that was not read', () => {
    expect(arithmeticOf(check([term(-1, '1x2', 'a', 0), term(1, '3', 'b', 1)]))).toBeUndefined();
  });
});

describe('foldAddends', () => {
  it('leaves eight addends open and folds the middle of nine, with its sum', () => {
    const lines = (count: number) =>
      arithmeticOf(
        check([
          term(-1, '1', 'total', 0),
          ...Array.from({ length: count }, (_, index) => term(1, `${index + 1}.5`, `a${index}`, index + 1)),
        ]),
      )!.addends;
    expect(foldAddends(lines(8)).hidden).toHaveLength(0);
    const folded = foldAddends(lines(9));
    expect([folded.head.length, folded.hidden.length, folded.tail.length]).toEqual([3, 4, 2]);
    expect(folded.hiddenSum).toBe('24.0');
  });
});

describe('explainFinding', () => {
  it('prefers the sum whose total the finding is about to a comparison', () => {
    const place = { table: 't3', row: 0, col: 4, page: 10, quote: '5' };
    const pair = { ...check([term(-1, '5', 'x', 0), term(1, '6', 'y', 9)]), id: 'pair' };
    const sum = { ...check([term(-1, '5', 'x', 0), term(1, '3', 'a', 1), term(1, '3', 'b', 2)]), id: 'sum' };
    const finding = {
      id: 'f',
      rule: 'foot-code-kuan-lei',
      severity: 'error' as const,
      title: { zh: '', en: '' },
      message: { zh: '', en: '' },
      where: [place],
      suspects: [],
      checks: ['pair', 'sum'],
      basis: '',
    };
    const { main, others } = explainFinding(
      finding,
      new Map([
        ['pair', pair],
        ['sum', sum],
      ]),
    );
    expect(main?.check).toBe('sum');
    expect(others.map(({ id }) => id)).toEqual(['pair']);
  });
});

describe('splitLabel', () => {
  it.each([
    ['21001 卫生健康管理事务', { code: '210 01', label: '卫生健康管理事务' }],
    ['2100101 行政运行', { code: '210 01 01', label: '行政运行' }],
    ['210 01 行政运行', { code: '210 01', label: '行政运行' }],
    ['合计', { label: '合计' }],
    ['2023年预算数', { label: '2023年预算数' }],
  ])('sets the code of %s apart by its levels', (label, split) => {
    expect(splitLabel(label)).toEqual(split);
  });
});

describe('implicationOf', () => {
  const at = (row: number) => ({ table: 't3', row, col: 4, page: 10, quote: '' });

  it('takes the other addends off the total where the figure is an addend', () => {
    const sum = check([term(-1, '100', 'total', 0), term(1, '30', 'a', 1), term(1, '20', 'b', 2)]);
    expect(implicationOf(sum, [at(1)])).toMatchObject({ kind: 'rest', amount: '80', count: 1 });
  });

  it('gives the sum where it is the total, and the other figure of an equality', () => {
    const sum = check([term(-1, '100', 'total', 0), term(1, '30', 'a', 1), term(1, '20', 'b', 2)]);
    expect(implicationOf(sum, [at(0)])).toMatchObject({ kind: 'sum', amount: '50', count: 2 });
    const equal = check([term(-1, '7', 'here', 0), term(1, '9', 'there', 5)]);
    expect(implicationOf(equal, [at(0)])).toMatchObject({ kind: 'equal', amount: '9' });
    expect(implicationOf(equal, [at(5)])).toMatchObject({ kind: 'equal', amount: '7' });
  });

  it('tells an equal figure of another unit as it is printed', () => {
    const equal = check([term(-1, '25,453,263', 'table', 0), term(1, '2,545.33', 'text', 5, '万元')]);
    expect(implicationOf(equal, [at(0)])).toMatchObject({ kind: 'equal', amount: '2,545.33 万元' });
    const inText = check([term(-1, '25,453,263', 'table', 0), term(1, '2545.33万元', 'text', 5, '万元')]);
    expect(implicationOf(inText, [at(0)])).toMatchObject({ kind: 'equal', amount: '2545.33万元' });
  });

  it('turns the sign for a figure that is taken off', () => {
    const rest = check([term(-1, '60', 'rest', 0), term(1, '100', 'all', 1), term(-1, '30', 'part', 2)]);
    expect(implicationOf(rest, [at(2)])).toMatchObject({ kind: 'rest', amount: '40' });
  });

  it('says nothing of a figure that does not stand in the check', () => {
    expect(implicationOf(check([term(-1, '1', 'a', 0), term(1, '1', 'b', 1)]), [at(9)])).toBeUndefined();
  });
});
