import fc from 'fast-check';
import type { DrawnTable } from '../../support/draw-document.ts';

/** How a table prints: unit and decimals. Amounts are made in 分 (hundredths of 元). */
export interface Printing {
  readonly unit: '元' | '万元';
  readonly decimals: 0 | 1 | 2;
}

/** One cell that is not what it should be. */
export interface Fault {
  /** Which of the table's amounts, counted round. */
  readonly at: number;
  readonly kind: 'changed' | 'blank' | 'dash' | 'unreadable';
  readonly by: number;
}

interface MadeRow {
  readonly keys: readonly string[];
  readonly amounts: readonly (number | null)[];
}

const printing: fc.Arbitrary<Printing> = fc.record({
  unit: fc.constantFrom('元', '万元'),
  decimals: fc.constantFrom(0, 1, 2),
});
const fault: fc.Arbitrary<Fault> = fc.record({
  at: fc.nat(200),
  kind: fc.constantFrom('changed', 'changed', 'blank', 'dash', 'unreadable'),
  by: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -90_000_000, max: 90_000_000 })),
});
const faults = fc.array(fault, { maxLength: 2 });
/** 0 stands for a cell left blank. */
const amount = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 400_000_000 }) },
);

/** Rows of codes, at most eight: classes, each with sections, each with items. The leaves carry two amounts. */
const codeRows = fc
  .array(fc.array(fc.array(fc.tuple(amount, amount), { maxLength: 2 }), { maxLength: 2 }), {
    minLength: 1,
    maxLength: 3,
  })
  .filter((classes) => classes.flat(2).length + classes.flat().length + classes.length <= 8)
  .chain((classes) =>
    fc.record({
      classes: fc.constant(classes),
      own: fc.array(fc.tuple(amount, amount), { minLength: 9, maxLength: 9 }),
    }),
  )
  .map(({ classes, own }) => {
    let spare = 0;
    const rows: { code: string; amounts: [number, number] }[] = [];
    const add = (a: readonly (readonly number[])[]): [number, number] => [
      a.reduce((n, x) => n + x[0]!, 0),
      a.reduce((n, x) => n + x[1]!, 0),
    ];
    classes.forEach((sections, i) => {
      const code = `${201 + i * 3}`;
      const at = rows.length;
      const below = sections.map((items, k) => {
        const section = `${code}0${k + 1}`;
        const amounts = items.length > 0 ? add(items) : own[spare++]!;
        rows.push({ code: section, amounts: [amounts[0]!, amounts[1]!] });
        items.forEach((item, n) => {
          rows.push({ code: `${section}0${n + 1}`, amounts: [item[0], item[1]] });
        });
        return amounts;
      });
      rows.splice(at, 0, { code, amounts: below.length > 0 ? add(below) : [...own[spare++]!] });
    });
    return rows;
  });

const codeTable = (
  title: string,
  parts: readonly [string, string],
  rows: readonly { code: string; amounts: readonly number[] }[],
  isOnTop: boolean,
  how: Printing,
  wrong: readonly Fault[],
): DrawnTable => {
  const full = (amounts: readonly number[]) => [amounts[0]! + amounts[1]!, ...amounts];
  const tops = rows.filter((row) => row.code.length === 3);
  const total = full([0, 1].map((k) => tops.reduce((n, row) => n + row.amounts[k]!, 0)));
  const body: MadeRow[] = rows.map(({ code, amounts }) => ({
    keys: [code, `甲${code}乙`],
    amounts: full(amounts),
  }));
  const last: MadeRow = { keys: ['', '合计'], amounts: total };
  return draw(
    title,
    ['科目编码', '科目名称', '合计', ...parts],
    isOnTop ? [last, ...body] : [...body, last],
    how,
    wrong,
  );
};

/** A table by codes, and the same codes in an income table of another unit. */
export const byCodes: fc.Arbitrary<DrawnTable[]> = fc
  .record({
    rows: codeRows,
    isOnTop: fc.boolean(),
    both: fc.boolean(),
    how: fc.tuple(printing, printing),
    wrong: fc.tuple(faults, faults),
  })
  .map(({ rows, isOnTop, both, how, wrong }) => [
    codeTable('2024年部门支出预算总表', ['基本支出', '项目支出'], rows, isOnTop, how[0], wrong[0]),
    ...(both
      ? [codeTable('2024年部门收入预算总表', ['财政拨款收入', '事业收入'], rows, !isOnTop, how[1], wrong[1])]
      : []),
  ]);

const NUMBERS = ['一', '二', '三'];

/** A list numbered 一、（一）, with 其中, with a total below (after 本年合计 and the carry-over) or on top. */
const labelRows = (names: readonly string[], word: string) =>
  fc
    .record({
      items: fc.array(
        fc.record({ own: amount, parts: fc.array(amount, { maxLength: 2 }), ofWhich: fc.option(amount) }),
        { minLength: 2, maxLength: 3 },
      ),
      carried: fc.option(amount),
      isOnTop: fc.boolean(),
    })
    .filter(
      ({ items }) =>
        items.reduce((n, { parts, ofWhich }) => n + 1 + parts.length + (ofWhich === null ? 0 : 1), 0) <= 7,
    )
    .map(({ items, carried, isOnTop }): MadeRow[] => {
      const rows: MadeRow[] = [];
      let year = 0;
      items.forEach(({ own, parts, ofWhich }, i) => {
        const value =
          parts.length > 1 ? parts.reduce((a, b) => a + b, 0) : own + (parts[0] ?? 0) + (ofWhich ?? 0);
        year += value;
        rows.push({ keys: [`${NUMBERS[i]}、${names[i]}`], amounts: [value] });
        if (parts.length > 0)
          parts.forEach((part, k) => {
            rows.push({ keys: [`（${NUMBERS[k]}）${names[i]}之${k + 1}`], amounts: [part] });
          });
        else if (ofWhich !== null) rows.push({ keys: [`其中：${names[i]}专项`], amounts: [ofWhich] });
      });
      if (isOnTop) return [{ keys: [`${word}总计`], amounts: [year] }, ...rows];
      if (carried === null) return [...rows, { keys: [`${word}总计`], amounts: [year] }];
      return [
        ...rows,
        { keys: [`本年${word}合计`], amounts: [year] },
        { keys: [word === '收入' ? '上年结转' : '年末结转'], amounts: [carried] },
        { keys: [`${word}总计`], amounts: [year + carried] },
      ];
    });

/** Income and expenditure side by side under one title. */
export const sideBySide: fc.Arbitrary<DrawnTable[]> = fc
  .record({
    income: labelRows(['甲类进项', '乙类进项', '丙类进项'], '收入'),
    expenditure: labelRows(['子类用项', '丑类用项', '寅类用项'], '支出'),
    how: printing,
    wrong: faults,
  })
  .map(({ income, expenditure, how, wrong }) => {
    const count = Math.max(income.length, expenditure.length);
    const rows = Array.from(
      { length: count },
      (_, i): MadeRow => ({
        keys: [income[i]?.keys[0] ?? '', expenditure[i]?.keys[0] ?? ''],
        amounts: [income[i]?.amounts[0] ?? null, expenditure[i]?.amounts[0] ?? null],
      }),
    );
    const drawn = draw(
      '2024年部门收支预算总表',
      ['收入项目', '支出项目', '预算数', '预算数'],
      rows,
      how,
      wrong,
    );
    // 收入项目 | 预算数 | 支出项目 | 预算数
    const moved = drawn.rows.split('\n').map((line) => {
      const [, a, b, c, d] = line.split('|');
      return `|${a}|${c}|${b}|${d}|`;
    });
    return [{ ...drawn, rows: moved.join('\n') }];
  });

function draw(
  title: string,
  heads: readonly string[],
  rows: readonly MadeRow[],
  how: Printing,
  wrong: readonly Fault[],
): DrawnTable {
  const texts = rows.map(({ amounts }) => amounts.map((a) => (a === null || a === 0 ? '' : print(a, how))));
  const filled = rows.flatMap(({ amounts }, row) =>
    amounts.flatMap((a, col) => (a === null ? [] : [{ row, col }])),
  );
  for (const { at, kind, by } of wrong) {
    const { row, col } = filled[at % filled.length]!;
    // A few last places: at the edge of what rounding explains.
    const step = 10 ** ((how.unit === '元' ? 2 : 6) - how.decimals);
    const changed = rows[row]!.amounts[col]! + (Math.abs(by) <= 3 ? by * step : by);
    // Words in most cells of a column would make it no column of amounts.
    const readable = texts.filter((line) => /\d/.test(line[col]!)).length;
    if (kind === 'changed') texts[row]![col] = print(changed, how);
    else if (kind === 'blank') texts[row]![col] = '';
    else if (kind === 'dash') texts[row]![col] = '-';
    else if (readable >= 4) texts[row]![col] = '约定数';
  }
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return {
    title,
    unit: how.unit,
    rows: [
      line(heads),
      `|${heads.map(() => '---').join('|')}|`,
      ...rows.map(({ keys }, i) => line([...keys, ...texts[i]!])),
    ].join('\n'),
  };
}

/** 分 in a unit with so many decimals, halves away from zero. */
function print(cents: number, { unit, decimals }: Printing): string {
  const step = 10n ** BigInt((unit === '元' ? 2 : 6) - decimals);
  const size = BigInt(Math.abs(cents));
  const digits = ((size + step / 2n) / step).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  const text = decimals > 0 ? `${whole}.${digits.slice(-decimals)}` : whole;
  return cents < 0 && /[1-9]/.test(digits) ? `-${text}` : text;
}
