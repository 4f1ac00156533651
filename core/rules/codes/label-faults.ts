import { addToGroup } from '../../groups.ts';
import { lookUp, lookUpName } from '../../reference/classification.ts';
import { hasRowsOnce } from '../../structure/repeated-rows.ts';
import type { PanelRow } from '../../structure/table-structure.ts';
import { once } from '../once.ts';
import type { ReviewContext } from '../rule.ts';
import { type CodeRow, documentToCodeRows, rowAmount, sameAmount } from './code-rows.ts';

/** A row whose code or name disagrees with the same row in the document's other tables. */
export interface LabelFault {
  readonly row: CodeRow;
  readonly kind: 'code' | 'name';
  readonly stated: string;
  readonly proposed: string;
  /** A row elsewhere that has it right. */
  readonly example: CodeRow;
}

/**
 * The same code under two names, or the same name under two codes, within one document. The reading that more tables print,
 * or that the classification knows, is taken for right; where neither tells, nothing is said.
 */
export const labelFaults = once((context: ReviewContext): readonly LabelFault[] => {
  const rows = documentToCodeRows(context).filter((r) => r.name.length >= 2);
  const faults: LabelFault[] = [];
  const seen = new Set<CodeRow>();
  const add = (fault: LabelFault | undefined) => {
    if (!fault || seen.has(fault.row)) return;
    seen.add(fault.row);
    faults.push(fault);
  };
  const index = new RowIndex(rows);
  for (const row of rows) add(nameConflict(context, row, index));
  for (const row of rows) if (!seen.has(row)) add(strayCode(context, row, index));
  return faults;
});

/** Rows by the code that they should have, where it is not the one printed. */
export const correctedCodes = once((context: ReviewContext): ReadonlyMap<PanelRow, string> => {
  const corrected = new Map<PanelRow, string>();
  for (const { row, kind, proposed } of labelFaults(context))
    if (kind === 'code') corrected.set(row.node.row, proposed);
  return corrected;
});

class RowIndex {
  readonly #byCode = new Map<string, CodeRow[]>();
  readonly #byName = new Map<string, CodeRow[]>();
  readonly #namesOfCode = new Map<string, ReadonlyMap<string, readonly CodeRow[]>>();
  readonly #codesOfName = new Map<string, ReadonlyMap<string, readonly CodeRow[]>>();
  readonly #tablesOfCode = new Map<string, number>();

  constructor(rows: readonly CodeRow[]) {
    for (const row of rows) {
      addToGroup(this.#byCode, `${row.classification}:${row.code}`, row);
      addToGroup(this.#byName, `${row.classification}:${row.name}`, row);
    }
  }

  ofCode(row: CodeRow, code: string = row.code): readonly CodeRow[] {
    return this.#byCode.get(`${row.classification}:${code}`) ?? [];
  }

  /** The rows of the row's code by their names. */
  namesOfCode(row: CodeRow): ReadonlyMap<string, readonly CodeRow[]> {
    return grouped(this.#namesOfCode, `${row.classification}:${row.code}`, this.#byCode, (r) => r.name);
  }

  /** The rows of the row's name by their codes. */
  codesOfName(row: CodeRow): ReadonlyMap<string, readonly CodeRow[]> {
    return grouped(this.#codesOfName, `${row.classification}:${row.name}`, this.#byName, (r) => r.code);
  }

  /** In how many tables the row's code stands. */
  tablesOfCode(row: CodeRow): number {
    const key = `${row.classification}:${row.code}`;
    const known = this.#tablesOfCode.get(key) ?? tableCount(this.ofCode(row));
    this.#tablesOfCode.set(key, known);
    return known;
  }
}

/** Rows under a key, grouped once however many of them ask. */
function grouped(
  known: Map<string, ReadonlyMap<string, readonly CodeRow[]>>,
  key: string,
  rows: ReadonlyMap<string, readonly CodeRow[]>,
  by: (row: CodeRow) => string,
): ReadonlyMap<string, readonly CodeRow[]> {
  let groups = known.get(key);
  if (!groups) {
    groups = Map.groupBy(rows.get(key) ?? [], by);
    known.set(key, groups);
  }
  return groups;
}

const tableCount = (rows: readonly CodeRow[]): number => new Set(rows.map((r) => r.structure)).size;

/** What speaks for a code and a name belonging together: the tables that print them so, and the classification. */
function support(rows: readonly CodeRow[]): number {
  const first = rows[0];
  if (!first) return 0;
  return tableCount(rows) + (isKnownPair(first.classification, first.code, first.name) ? 1.5 : 0);
}

export function isKnownPair(classification: CodeRow['classification'], code: string, name: string): boolean {
  return lookUp(classification, code).some(
    (e) => same(e.name, name) || e.formerNames.some((f) => same(f.name, name)),
  );
}

const same = (listed: string, printed: string): boolean =>
  listed === printed || listed.replace(/[（(]/g, '(').replace(/[）)]/g, ')') === printed;

/** The row's code has another name elsewhere, with more behind it. */
function nameConflict(context: ReviewContext, row: CodeRow, index: RowIndex): LabelFault | undefined {
  const byName = index.namesOfCode(row);
  if (byName.size < 2) return undefined;
  const [best] = [...byName]
    .filter(([name]) => name !== row.name)
    .sort((a, b) => support(b[1]) - support(a[1]));
  if (!best || support(best[1]) <= support(byName.get(row.name)!)) return undefined;
  // A cut name (the rest did not fit its cell) is the same name; so are 其他 and the like inside longer names.
  if (best[0].startsWith(row.name) || row.name.startsWith(best[0])) return undefined;
  const example = best[1].find((r) => r.structure !== row.structure) ?? best[1][0]!;
  return (
    codeOfName(context, row, index) ??
    codeOneDigitAway(row, index, example) ?? {
      row,
      kind: 'name',
      stated: row.name,
      proposed: best[0],
      example,
    }
  );
}

/** The whole name of a code that is one digit away and that the table lacks: a digit slips more easily than a name. */
function codeOneDigitAway(row: CodeRow, index: RowIndex, example: CodeRow): LabelFault | undefined {
  const owner = ownerOneDigitAway(row, (code) => index.ofCode(row, code));
  return owner ? { row, kind: 'code', stated: row.code, proposed: owner, example } : undefined;
}

/** The one code, a digit away from the row's, to which the row's name belongs, where the row's own table does not print it. */
export function ownerOneDigitAway(
  row: CodeRow,
  rowsOf: (code: string) => readonly CodeRow[],
): string | undefined {
  if (isKnownPair(row.classification, row.code, row.name)) return undefined;
  const owners = new Set<string>();
  for (const entry of lookUpName(row.classification, row.name))
    if (entry.certainty === 2 && isOneDigitAway(entry.code, row.code)) owners.add(entry.code);
  const [owner] = owners;
  return owners.size === 1 && !rowsOf(owner!).some((r) => r.structure === row.structure) ? owner : undefined;
}

export function isOneDigitAway(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let differing = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) differing++;
  return differing === 1;
}

/** A code that no other table prints, under a name that others print with another code which this table lacks. */
function strayCode(context: ReviewContext, row: CodeRow, index: RowIndex): LabelFault | undefined {
  if (index.tablesOfCode(row) > 1 || isKnownPair(row.classification, row.code, row.name)) return undefined;
  return codeOfName(context, row, index);
}

function codeOfName(context: ReviewContext, row: CodeRow, index: RowIndex): LabelFault | undefined {
  const others = [...index.codesOfName(row)].flatMap(([code, rows]) => {
    if (code === row.code || code.length !== row.code.length) return [];
    const elsewhere = rows.filter((r) => r.structure !== row.structure);
    return elsewhere.length > 0 ? [{ code, examples: elsewhere }] : [];
  });
  const [other] = others;
  if (!other || others.length > 1) return undefined;
  const { code, examples } = other;
  if (hasRowsOnce(row.structure) && index.ofCode(row, code).some((r) => r.structure === row.structure))
    return undefined;
  const example =
    examples.find((r) => sameAmount(rowAmount(context, r), rowAmount(context, row))) ?? examples[0]!;
  const sure =
    tableCount(examples) >= 2 ||
    isKnownPair(row.classification, code, row.name) ||
    sameAmount(rowAmount(context, example), rowAmount(context, row));
  return sure ? { row, kind: 'code', stated: row.code, proposed: code, example } : undefined;
}
