import { addToGroup } from '../groups.ts';
import { fold } from '../structure/text.ts';
import economic from './economic-codes.json' with { type: 'json' };
import functional from './function-codes.json' with { type: 'json' };

/**
 * The government budget classification by year, our own compilation: a source of hints, never a reason to correct a
 * document. `certainty` 2: the pair stands in published documents; 1: known well; 0: uncertain.
 */
export interface ClassificationEntry {
  readonly code: string;
  readonly name: string;
  /** First and last budget year, null where open or not known. */
  readonly from: number | null;
  readonly to: number | null;
  readonly formerNames: readonly { readonly name: string; readonly until: number | null }[];
  readonly certainty: number;
}

export type Classification = 'functional' | 'economic';

const tables: Record<Classification, ReadonlyMap<string, readonly ClassificationEntry[]>> = {
  functional: index(functional.codes),
  economic: index(economic.codes),
};

function index(rows: readonly unknown[]): ReadonlyMap<string, readonly ClassificationEntry[]> {
  const map = new Map<string, ClassificationEntry[]>();
  for (const row of rows) {
    const [code, name, from, to, former, certainty] = row as [
      string,
      string,
      number | null,
      number | null,
      [string, number | null][],
      number,
    ];
    const entry = {
      code,
      name,
      from,
      to,
      certainty,
      formerNames: former.map(([n, until]) => ({ name: n, until })),
    };
    addToGroup(map, code, entry);
  }
  return map;
}

/** All entries of a code, over the years; empty for an unknown one. */
export function lookUp(classification: Classification, code: string): readonly ClassificationEntry[] {
  return tables[classification].get(code) ?? [];
}

/** Names of all functional classes (类), current and former. */
export const functionalClassNames = (): ReadonlySet<string> => functionalClasses;

const functionalClasses = classNames();

function classNames(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [code, entries] of tables.functional) {
    if (code.length !== 3) continue;
    for (const e of entries) {
      names.add(e.name);
      for (const f of e.formerNames) names.add(f.name);
    }
  }
  return names;
}

/** Every entry, over the years. */
export function* entries(classification: Classification): Generator<ClassificationEntry> {
  for (const list of tables[classification].values()) yield* list;
}

const byName: Record<Classification, ReadonlyMap<string, readonly ClassificationEntry[]>> = {
  functional: indexNames(tables.functional),
  economic: indexNames(tables.economic),
};

function indexNames(
  byCode: ReadonlyMap<string, readonly ClassificationEntry[]>,
): ReadonlyMap<string, readonly ClassificationEntry[]> {
  const map = new Map<string, ClassificationEntry[]>();
  for (const list of byCode.values()) for (const entry of list) addToGroup(map, fold(entry.name), entry);
  return map;
}

/** All entries that now have a name, folded as `fold` does; several levels may share it. */
export function lookUpName(classification: Classification, name: string): readonly ClassificationEntry[] {
  return byName[classification].get(name) ?? [];
}
