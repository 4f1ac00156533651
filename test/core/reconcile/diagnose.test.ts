import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reviewDrawn, told } from '../../support/draw-document.ts';

const n = (value: number) => (value === 0 ? '' : value.toLocaleString('en-US'));

/** A clean publication of four tables over made-up items: [code, basic, project][]. */
interface Item {
  readonly code: string;
  readonly basic: number;
  readonly project: number;
}

const NAMES: Record<string, string> = {
  205: '教育支出',
  208: '社会保障和就业支出',
  210: '卫生健康支出',
  221: '住房保障支出',
};

function publication(items: readonly Item[]) {
  const sum = (prefix: string, key: 'basic' | 'project') =>
    items.filter((i) => i.code.startsWith(prefix)).reduce((a, i) => a + i[key], 0);
  const prefixes = [
    ...new Set(items.flatMap((i) => [i.code.slice(0, 3), i.code.slice(0, 5), i.code])),
  ].sort();
  const codeRows = ['', ...prefixes].map((p) => {
    const [basic, project] = [sum(p, 'basic'), sum(p, 'project')];
    return [p, p === '' ? '合计' : (NAMES[p] ?? `科目${p}`), n(basic + project), n(basic), n(project)];
  });
  const classes = prefixes.filter((p) => p.length === 3);
  const total = n(sum('', 'basic') + sum('', 'project'));
  const summary = classes.map((p, i) => [
    i === 0 ? '一、财政拨款收入' : '',
    i === 0 ? total : '',
    `${'一二三四'[i]}、${NAMES[p]}`,
    n(sum(p, 'basic') + sum(p, 'project')),
  ]);
  summary.push(['收入总计', total, '支出总计', total]);
  return { summary, expenditure: codeRows, general: codeRows.map((r) => [...r]) };
}

const pipe = (rows: readonly (readonly string[])[]) => rows.map((r) => `| ${r.join(' | ')} |`).join('\n');

function draw(p: ReturnType<typeof publication>) {
  const code = (title: string, rows: readonly (readonly string[])[]) => ({
    title,
    unit: '元',
    rows: `| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n|---|---|---|---|---|\n${pipe(rows)}`,
  });
  return [
    {
      title: '收支预算总表',
      unit: '元',
      rows: `| 收入 | < | 支出 | < |\n| 项目 | 预算数 | 项目 | 预算数 |\n|---|---|---|---|\n${pipe(p.summary)}`,
    },
    code('支出预算总表', p.expenditure),
    code('一般公共预算支出表', p.general),
    {
      title: '政府性基金预算支出表',
      unit: '元',
      rows: '| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n|  |  |  |',
    },
  ];
}

const items = fc
  .uniqueArray(
    fc.record({
      code: fc
        .tuple(
          fc.constantFrom('205', '208', '210', '221'),
          fc.constantFrom('01', '05', '11'),
          fc.constantFrom('01', '02', '99'),
        )
        .map((c) => c.join('')),
      basic: fc.integer({ min: 0, max: 900_000 }),
      project: fc.integer({ min: 1, max: 900_000 }),
    }),
    { selector: (i) => i.code, minLength: 4, maxLength: 9 },
  )
  .filter((list) => new Set(list.map((i) => i.code.slice(0, 3))).size > 1);

describe('diagnosis', () => {
  it('finds nothing wrong in a publication whose figures all tie', () => {
    fc.assert(
      fc.property(items, (list) => {
        const review = reviewDrawn(draw(publication(list)));
        expect(told(review)).toEqual([]);
        expect(review.figures.notChecked).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('names any one wrong figure of a code table with the value it should have, in one finding', () => {
    fc.assert(
      fc.property(
        items,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 3, max: 90_000 }),
        (list, rowSeed, colSeed, delta) => {
          const p = publication(list);
          const row = p.expenditure[rowSeed % p.expenditure.length]!;
          const col = 2 + (colSeed % 3);
          const right = row[col]!;
          fc.pre(right !== '');
          const wrong = (Number(right.replaceAll(',', '')) + delta).toLocaleString('en-US');
          row[col] = wrong;
          const review = reviewDrawn(draw(p));
          expect(review.findings).toHaveLength(1);
          expect(review.findings[0]!.suspects[0]).toMatchObject({ stated: wrong, proposed: right });
          expect(review.findings[0]!.where[0]).toMatchObject({ table: 't2', col });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tells the same wrong figure in two tables once, with both places', () => {
    const p = publication([
      { code: '2080501', basic: 100, project: 40 },
      { code: '2080502', basic: 200, project: 50 },
      { code: '2101101', basic: 300, project: 60 },
    ]);
    for (const rows of [p.expenditure, p.general]) rows.find((r) => r[0] === '208')![2] = '777';
    const review = reviewDrawn(draw(p));
    expect(told(review)).toEqual(['foot-single-child t2 r2c2 777 → 390']);
    expect(review.findings[0]!.alsoAt).toHaveLength(1);
  });

  it('tells two independent faults as two findings', () => {
    const p = publication([
      { code: '2080501', basic: 100, project: 40 },
      { code: '2080502', basic: 200, project: 50 },
      { code: '2101101', basic: 300, project: 60 },
      { code: '2101102', basic: 310, project: 70 },
    ]);
    p.expenditure.find((r) => r[0] === '2080501')![3] = '101';
    p.general.find((r) => r[0] === '21011')![4] = '310';
    const review = reviewDrawn(draw(p));
    expect(review.findings.map((f) => [f.stated, f.expected])).toEqual([
      ['101', '100'],
      ['310', '130'],
    ]);
  });

  it('keeps every count of the ledger in the total', () => {
    fc.assert(
      fc.property(items, fc.nat(), (list, seed) => {
        const p = publication(list);
        p.general[seed % p.general.length]![2] = '9,999,999';
        const { figures } = reviewDrawn(draw(p));
        expect(figures.tied + figures.withinRounding + figures.differing + figures.notChecked).toBe(
          figures.total,
        );
        expect(figures.differing).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });
});
