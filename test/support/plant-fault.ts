import type { Publication } from '../../core/model/review.ts';
import { entries } from '../../core/reference/classification.ts';
import type { MadePublication } from './make-publication.ts';
import { grouped } from './publication-maker.ts';

export const FAULTS = [
  'digit',
  'transposed',
  'dropped',
  'row-dropped',
  'row-doubled',
  'sign',
  'unit',
  'headers-swapped',
  'moved',
  'year',
  'code',
  'name',
  'text-amount',
  'magnitude',
  'cells-swapped',
  'subtotal',
  'repeated',
  'unit-removed',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Planted {
  readonly fault: Fault;
  readonly made: MadePublication;
  /** Where: a table by its index with row and column, or a paragraph by its index. */
  readonly table?: number;
  readonly row?: number;
  readonly col?: number;
  readonly paragraph?: number;
  readonly original: string;
  readonly planted: string;
}

interface Sheet {
  readonly rows: string[][];
  /** Number of header rows. */
  readonly head: number;
}

function open(drawn: string): Sheet {
  const lines = drawn.split('\n');
  const head = lines.findIndex((l) => l.includes('---') && /^\|[-|: ]+\|$/.test(l));
  const rows = lines
    .filter((_, i) => i !== head)
    .map((l) =>
      l
        .slice(1, -1)
        .split('|')
        .map((t) => t.trim()),
    );
  return { rows, head };
}

function close({ rows, head }: Sheet): string {
  const lines = rows.map((r) => `| ${r.join(' | ')} |`);
  lines.splice(head, 0, `|${rows[0]!.map(() => '---').join('|')}|`);
  return lines.join('\n');
}

const AMOUNT = /^-?[\d,]+(?:\.\d+)?$/;
const CODE_HEAD = /编码|代码|^类$|^款$|^项$|行次|序号|%|年度$/;

/** Names of the classification: what else stands beside a code (bodies, projects) is checked against nothing. */
const NAMES: ReadonlySet<string> = new Set(
  [...entries('functional'), ...entries('economic')].map((e) => e.name),
);

/** Columns whose body cells are amounts of money, told from the headers. */
function amountColumns({ rows, head }: Sheet): number[] {
  return rows[0]!.flatMap((_, c) => {
    let top = '';
    for (let r = 0; r < head; r++) {
      let col = c;
      while (rows[r]![col] === '<') col--;
      let row = r;
      while (rows[row]![col] === '^') row--;
      top += `${rows[row]![col]}/`;
    }
    if (top.split('/').some((t) => CODE_HEAD.test(t))) return [];
    const texts = rows.slice(head).map((r) => r[c]!);
    return texts.some((t) => AMOUNT.test(t)) ? [c] : [];
  });
}

interface Spot {
  readonly table: number;
  readonly row: number;
  readonly col: number;
  readonly text: string;
}

function amountSpots(made: MadePublication): Spot[] {
  return made.tables.flatMap((t, table) => {
    const sheet = open(t.rows);
    return amountColumns(sheet).flatMap((col) =>
      sheet.rows.flatMap((r, row) =>
        row >= sheet.head && AMOUNT.test(r[col]!) && /[1-9]/.test(r[col]!)
          ? [{ table, row, col, text: r[col]! }]
          : [],
      ),
    );
  });
}

const withTable = (
  made: MadePublication,
  table: number,
  change: (sheet: Sheet) => void,
): MadePublication => ({
  ...made,
  tables: made.tables.map((t, i) => {
    if (i !== table) return t;
    const sheet = open(t.rows);
    change(sheet);
    return { ...t, rows: close(sheet) };
  }),
});

const withParagraph = (made: MadePublication, paragraph: number, text: string): MadePublication => ({
  ...made,
  paragraphs: made.paragraphs.map((p, i) => (i === paragraph ? text : p)),
});

function wrongDigit(text: string, random: () => number): string {
  const digits = [...text].flatMap((c, i) => (/\d/.test(c) ? [i] : []));
  // The last digit may hide in rounding; any other is a fault.
  const at = digits[Math.floor(random() * Math.max(1, digits.length - (text.includes('.') ? 1 : 2)))]!;
  let next = 1 + Math.floor(random() * 9);
  if (String(next) === text[at]) next = (next % 9) + 1;
  return text.slice(0, at) + next + text.slice(at + 1);
}

/** What a row speaks of: its digits of code, or its words without their numeral. */
function factKey({ rows, head }: Sheet, { row, col }: Spot): string {
  const texts = rows[row]!.slice(0, col).filter((t) => t !== '' && t !== '<' && t !== '^');
  const code = texts.filter((t) => /^\d{2,7}$/.test(t)).join('');
  if (/^(?:2|3)\d{2}/.test(code)) return code;
  const words =
    texts.filter((t) => /[\u4e00-\u9fff]/.test(t) && !AMOUNT.test(t)).at(-1) ?? `${rows[head - 1]![col]}`;
  return words.replace(/^(?:其中：)?[（(]?[一二三四五六七八九十\d]+[）)]?[、.]?/, '').replace(/\s/g, '');
}

/** Ten or ten thousand times as much or as little, printed as the other amounts are. */
function otherMagnitude(text: string, random: () => number): string | undefined {
  const plain = text.replaceAll(',', '');
  const decimals = plain.split('.')[1]?.length ?? 0;
  const units = Number(plain.replace('.', ''));
  const factors = [10, 10_000].flatMap((f) => (units % f === 0 && units > f ? [f, 1 / f] : [f]));
  const moved = Math.round(units * factors[Math.floor(random() * factors.length)]!);
  return Number.isSafeInteger(moved) ? grouped(moved, decimals, text.includes(',')) : undefined;
}

function transpose(text: string): string | undefined {
  for (let i = 0; i + 1 < text.length; i++) {
    const [a, b] = [text[i]!, text[i + 1]!];
    if (/\d/.test(a) && /[1-9]/.test(b) && a !== b) return text.slice(0, i) + b + a + text.slice(i + 2);
  }
  return undefined;
}

/** Plants one fault of a kind; undefined where the publication has no place for it. */
export function plantFault(made: MadePublication, fault: Fault, random: () => number): Planted | undefined {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const cell = (change: (text: string) => string | undefined): Planted | undefined => {
    const spot = pick(amountSpots(made));
    const planted = spot && change(spot.text);
    if (!spot || planted === undefined) return undefined;
    const { table, row, col, text } = spot;
    return {
      fault,
      made: withTable(made, table, (s) => {
        s.rows[row]![col] = planted;
      }),
      table,
      row,
      col,
      original: text,
      planted,
    };
  };
  switch (fault) {
    case 'digit':
      return cell((t) => wrongDigit(t, random));
    case 'transposed':
      return cell(transpose);
    case 'dropped':
      return cell(() => '');
    case 'sign':
      return cell((t) => (t.startsWith('-') ? t.slice(1) : `-${t}`));
    case 'moved': {
      const spots = amountSpots(made).filter(({ table, row, col }) => {
        const { rows, head } = open(made.tables[table]!.rows);
        const columns = amountColumns({ rows, head });
        return (
          columns.includes(col + 1) && !/[1-9]/.test(rows[row]![col + 1]!) && rows[row]![col + 1] !== '<'
        );
      });
      const spot = pick(spots);
      if (!spot) return undefined;
      return {
        fault,
        ...spot,
        original: spot.text,
        planted: '',
        made: withTable(made, spot.table, (s) => {
          const r = s.rows[spot.row]!;
          [r[spot.col], r[spot.col + 1]] = [r[spot.col + 1]!, spot.text];
        }),
      };
    }
    case 'row-dropped':
    case 'row-doubled': {
      // A row of the classification with money of its own: no blank form line, no row of a body or of a list.
      const coded = made.tables.flatMap((t, table) => {
        const sheet = open(t.rows);
        const columns = amountColumns(sheet);
        return sheet.rows.flatMap((r, row) =>
          row >= sheet.head &&
          r.some((c) => /^\d{5,7}$/.test(c) || /^\d{2}$/.test(c)) &&
          r.some((c) => NAMES.has(c)) &&
          columns.some((c) => /[1-9]/.test(r[c]!)) &&
          !r.includes('<')
            ? [{ table, row }]
            : [],
        );
      });
      const spot = pick(coded);
      if (!spot) return undefined;
      return {
        fault,
        ...spot,
        original: open(made.tables[spot.table]!.rows).rows[spot.row]!.join('|'),
        planted: '',
        made: withTable(made, spot.table, (s) => {
          if (fault === 'row-dropped') s.rows.splice(spot.row, 1);
          else s.rows.splice(spot.row, 0, [...s.rows[spot.row]!]);
        }),
      };
    }
    case 'magnitude':
      return cell((t) => otherMagnitude(t, random));
    case 'cells-swapped': {
      const spot = pick(amountSpots(made));
      const others = amountSpots(made).filter(
        (s) => s.table === spot?.table && s.col === spot.col && s.text !== spot.text,
      );
      const other = pick(others);
      if (!spot || !other) return undefined;
      return {
        fault,
        ...spot,
        original: spot.text,
        planted: other.text,
        made: withTable(made, spot.table, (s) => {
          s.rows[spot.row]![spot.col] = other.text;
          s.rows[other.row]![other.col] = spot.text;
        }),
      };
    }
    case 'subtotal': {
      // An item and the figures of its row that print the same grow together; nothing above them follows.
      const spot = pick(amountSpots(made));
      if (!spot) return undefined;
      const planted = wrongDigit(spot.text, random);
      return {
        fault,
        ...spot,
        original: spot.text,
        planted,
        made: withTable(made, spot.table, (s) => {
          const columns = amountColumns(s);
          const r = s.rows[spot.row]!;
          for (const c of columns) if (r[c] === spot.text) r[c] = planted;
        }),
      };
    }
    case 'repeated': {
      // One fact with the same wrong figure in several tables; at least one other table prints it right.
      const keyOf = (s: Spot) => factKey(open(made.tables[s.table]!.rows), s);
      const spots = amountSpots(made).filter((s) => s.text.length > 5);
      const byFact = Map.groupBy(spots, (s) => `${keyOf(s)}|${s.text}`);
      const facts = [...byFact.values()].filter((f) => new Set(f.map((s) => s.table)).size > 2);
      const fact = pick(facts);
      if (!fact) return undefined;
      const planted = wrongDigit(fact[0]!.text, random);
      const kept = pick([...new Set(fact.map((s) => s.table))]);
      const wrong = fact.filter((s) => s.table !== kept);
      const tables = made.tables.map((t, table) => {
        const sheet = open(t.rows);
        for (const s of wrong) if (s.table === table) sheet.rows[s.row]![s.col] = planted;
        return wrong.some((s) => s.table === table) ? { ...t, rows: close(sheet) } : t;
      });
      return { fault, ...wrong[0]!, original: fact[0]!.text, planted, made: { ...made, tables } };
    }
    case 'unit-removed': {
      const tables = [...made.tables.keys()].filter(
        (i) => amountSpots({ ...made, tables: [made.tables[i]!] }).length > 3,
      );
      const table = pick(tables);
      if (table === undefined) return undefined;
      return {
        fault,
        table,
        original: made.tables[table]!.unit ?? '',
        planted: '',
        made: { ...made, tables: made.tables.map((t, i) => (i === table ? { ...t, unit: null } : t)) },
      };
    }
    case 'unit': {
      const tables = [...made.tables.keys()].filter(
        (i) => amountSpots({ ...made, tables: [made.tables[i]!] }).length > 3,
      );
      const table = pick(tables);
      if (table === undefined) return undefined;
      const original = made.tables[table]!.unit ?? '';
      const planted = original === '万元' ? '元' : '万元';
      return {
        fault,
        table,
        original,
        planted,
        made: { ...made, tables: made.tables.map((t, i) => (i === table ? { ...t, unit: planted } : t)) },
      };
    }
    case 'headers-swapped': {
      const spots = made.tables.flatMap((t, table) => {
        const { rows, head } = open(t.rows);
        const columns = amountColumns({ rows, head });
        // Two columns that differ somewhere, both headed by a cell of their own in one row.
        return columns.flatMap((col) => {
          const next = col + 1;
          if (!columns.includes(next)) return [];
          if (rows.slice(head).every((r) => r[col] === r[next])) return [];
          return rows.slice(0, head).flatMap((r, row) => {
            const own = (c: number) => /[\u4e00-\u9fff]/.test(r[c]!) && r[c + 1] !== '<';
            const below = (c: number) =>
              rows.slice(row + 1, head).every((h) => h[c] === '^' || /^\d+$/.test(h[c]!));
            return own(col) && own(next) && below(col) && below(next) && r[col] !== r[next]
              ? [{ table, row, col }]
              : [];
          });
        });
      });
      const spot = pick(spots);
      if (!spot) return undefined;
      return {
        fault,
        ...spot,
        original: open(made.tables[spot.table]!.rows).rows[spot.row]![spot.col]!,
        planted: open(made.tables[spot.table]!.rows).rows[spot.row]![spot.col + 1]!,
        made: withTable(made, spot.table, (s) => {
          const r = s.rows[spot.row]!;
          [r[spot.col], r[spot.col + 1]] = [r[spot.col + 1]!, r[spot.col]!];
        }),
      };
    }
    case 'year': {
      const wrong = String(made.year - 1);
      const places: Planted[] = [];
      made.tables.forEach((t, table) => {
        if (t.title?.includes(`${made.year}年`))
          places.push({
            fault,
            table,
            original: t.title,
            planted: wrong,
            made: {
              ...made,
              tables: made.tables.map((u, i) =>
                i === table ? { ...u, title: u.title!.replace(String(made.year), wrong) } : u,
              ),
            },
          });
        if (t.note?.includes(`${made.year}年`))
          places.push({
            fault,
            table,
            original: t.note,
            planted: wrong,
            made: {
              ...made,
              tables: made.tables.map((u, i) =>
                i === table ? { ...u, note: u.note!.replace(String(made.year), wrong) } : u,
              ),
            },
          });
      });
      made.paragraphs.forEach((text, paragraph) => {
        if (paragraph > 0 && text.startsWith(`${made.year}年`))
          places.push({
            fault,
            paragraph,
            original: text,
            planted: wrong,
            made: withParagraph(made, paragraph, text.replace(String(made.year), wrong)),
          });
      });
      return pick(places);
    }
    case 'code':
    case 'name': {
      const spots = made.tables.flatMap((t, table) => {
        const { rows, head } = open(t.rows);
        return rows.flatMap((r, row) =>
          r.flatMap((text, col) => {
            if (row < head || r.includes('<')) return [];
            if (fault === 'code')
              return /^(?:\d{5}|\d{7})$/.test(text) && NAMES.has(r[col + 1] ?? '')
                ? [{ table, row, col, text }]
                : [];
            const coded = /^\d{2,7}$/.test(r[col - 1] ?? '');
            return coded && text.length >= 4 && NAMES.has(text) ? [{ table, row, col, text }] : [];
          }),
        );
      });
      const spot = pick(spots);
      if (!spot) return undefined;
      const { text } = spot;
      const planted =
        fault === 'code'
          ? `${text.slice(0, -1)}${(Number(text.at(-1)) + 1 + Math.floor(random() * 8)) % 10}`
          : text.slice(0, 1) + text.slice(2);
      if (planted === text) return undefined;
      return {
        fault,
        ...spot,
        original: text,
        planted,
        made: withTable(made, spot.table, (s) => {
          s.rows[spot.row]![spot.col] = planted;
        }),
      };
    }
    case 'text-amount': {
      const spots = made.paragraphs.flatMap((text, paragraph) =>
        [...text.matchAll(/(?<![\d.])[\d,]+\.\d{2}(?=万元)/g)].flatMap((m) =>
          /[1-9]/.test(m[0]) ? [{ paragraph, at: m.index, text: m[0] }] : [],
        ),
      );
      const spot = pick(spots);
      if (!spot) return undefined;
      const planted = wrongDigit(spot.text, random);
      const before = made.paragraphs[spot.paragraph]!;
      return {
        fault,
        paragraph: spot.paragraph,
        original: spot.text,
        planted,
        made: withParagraph(
          made,
          spot.paragraph,
          before.slice(0, spot.at) + planted + before.slice(spot.at + spot.text.length),
        ),
      };
    }
  }
}

/** The code at the head of a row, from one cell or three, behind a running number: 2080505, 208|05|05, 7|2080505. */
const codeOf = (row: string): string =>
  /^(?:\d{1,2}\|(?=\d{3}))?\[?((?:\d+\|)*\d+)/.exec(row)?.[1]?.replaceAll('|', '') ?? row;

export type Verdict = 'named' | 'located' | 'noticed' | 'missed';

/** What a review of the planted publication says of its fault, beside how many findings it takes. Paragraphs stand first. */
export function judge(
  review: Publication,
  planted: Planted,
): { readonly verdict: Verdict; readonly findings: number } {
  const fresh = review.findings.filter((f) => f.severity !== 'info');
  const plain = (s: string) =>
    s
      .replaceAll(',', '')
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
  const here = (w: { table?: string; row?: number; col?: number; block?: number } | undefined): boolean => {
    if (!w) return false;
    if (planted.paragraph !== undefined) return w.block === planted.paragraph;
    if (planted.table === undefined || w.table === undefined)
      return w.table === undefined && planted.row === undefined && fresh.length > 0;
    if (w.table !== `t${planted.table + 1}`) return false;
    if (/^(?:unit|year)/.test(planted.fault) || planted.fault === 'headers-swapped') return true;
    if (planted.fault.startsWith('row')) return true;
    if (planted.fault === 'code' || planted.fault === 'name') return w.row === planted.row;
    if (planted.fault === 'moved' || planted.fault === 'subtotal') return w.row === planted.row;
    if (planted.fault === 'repeated') return true;
    return w.row === planted.row && w.col === planted.col;
  };
  const digits = (text: string | undefined) => plain(text ?? '').replace(/^[-−]/, '');
  /** Equal but for the last digits: the totals are rounded apart from their rows. */
  const isAlike = (a: string, b: string) => {
    const decimals = (t: string) => t.split('.')[1]?.length ?? 0;
    return (
      /^\d+(?:\.\d+)?$/.test(a) &&
      /^\d+(?:\.\d+)?$/.test(b) &&
      Math.abs(Number(a) - Number(b)) < 2.5 * 10 ** -Math.max(decimals(a), decimals(b))
    );
  };
  const lost = planted.original.split('|').map(digits);
  const named = fresh.some((f) => {
    const s = f.suspects[0];
    switch (planted.fault) {
      case 'unit':
        return s !== undefined && here(s.where) && s.proposed.endsWith(planted.original);
      case 'headers-swapped':
        // In a table of one row the two figures are in each other's place as well.
        return (
          /^(?:columns-exchanged|cells-exchanged|wrong-cell)$/.test(f.cause ?? '') &&
          f.where.every((w) => here(w) && (w.col === planted.col || w.col === planted.col! + 1))
        );
      case 'row-dropped':
        // By the amount that is missing, or by the code of the row that other rows ask for.
        return (
          f.where.some(here) &&
          ((f.cause === 'row-missing' && lost.some((a) => isAlike(a, digits(f.difference)))) ||
            f.message.zh.includes(codeOf(planted.original)))
        );
      case 'row-doubled':
        return f.where.some((w) => here(w) && (w.row === planted.row || w.row === planted.row! + 1));
      case 'subtotal':
        return s !== undefined && here(s.where) && plain(s.proposed) === plain(planted.original);
      case 'repeated':
        return (
          s !== undefined && s.stated === planted.planted && plain(s.proposed) === plain(planted.original)
        );
      case 'unit-removed':
        return f.where.some(here);
      case 'cells-swapped':
        return f.cause === 'cells-exchanged' && f.suspects.some((t) => here(t.where));
      case 'moved':
        return f.cause === 'wrong-cell' && f.where.every(here);
      default:
        return s !== undefined && here(s.where) && plain(s.proposed) === plain(planted.original);
    }
  });
  const verdict = named
    ? 'named'
    : fresh.some((f) => f.where.some(here) || f.suspects.some((s) => here(s.where)))
      ? 'located'
      : fresh.length > 0
        ? 'noticed'
        : 'missed';
  return { verdict, findings: fresh.length };
}
