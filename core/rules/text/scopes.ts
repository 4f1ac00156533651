import type { Statement } from '../../structure/statements/statement.ts';
import { fold, type OrdinalStyle } from '../../structure/text.ts';
import type { Passage, Reading } from '../narrative/reading.ts';
import { completePath, type ItemPath, textToPaths } from './item-paths.ts';

/** What a passage's amounts are parts of, and the item of the classification that it explains. */
export interface Scope {
  /** The statement that introduces the list in which the passage stands (… 其中：, 包括：). */
  readonly intro: { readonly passage: Passage; readonly statement: Statement } | null;
  /** True where a list opens above the passage that no statement introduces: whose parts these are is not known. */
  readonly unknown: boolean;
  /** Paths named in the passage, completed from the class named before. */
  readonly paths: readonly ItemPath[];
}

interface OpenList {
  readonly intro: Scope['intro'];
  style: OrdinalStyle | 'none' | null;
}

const known = new WeakMap<Reading, ReadonlyMap<Passage, Scope>>();

/**
 * Which list every passage stands in: 其中：at the end of one opens a list of the numbered ones that follow. Worked out once
 * for a reading.
 */
export function passagesToScopes(reading: Reading): ReadonlyMap<Passage, Scope> {
  const kept = known.get(reading);
  if (kept) return kept;
  const scopes = readScopes(reading);
  known.set(reading, scopes);
  return scopes;
}

function readScopes(reading: Reading): ReadonlyMap<Passage, Scope> {
  const scopes = new Map<Passage, Scope>();
  let lists: OpenList[] = [];
  let lastPath: ItemPath | undefined;
  for (const passage of reading.passages) {
    const style = passage.ordinal?.style ?? null;
    if (style === null && passage.block.role === 'heading') lists = [];
    if (style !== null) {
      const at = lists.findLastIndex((l) => l.style === style || l.style === null);
      lists = at < 0 ? (passage.block.role === 'heading' ? [] : lists) : lists.slice(0, at + 1);
      if (at >= 0) lists[at]!.style = style;
      else if (passage.block.role === 'heading') lastPath = undefined;
    }
    const top = lists.at(-1);
    const inList = top !== undefined && (style !== null ? top.style === style : top.style === null);
    const paths: ItemPath[] = [];
    for (const path of textToPaths(passage.block.text)) {
      const complete = completePath(path, lastPath);
      paths.push(complete);
      lastPath = complete;
    }
    scopes.set(passage, {
      intro: inList ? top.intro : null,
      unknown: inList && top.intro === null,
      paths,
    });
    if (/(?:[:：]|其中|如下。?)$/.test(fold(passage.block.text))) {
      const statement = introducing(passage);
      lists.push({ intro: statement ? { passage, statement } : null, style: null });
    }
  }
  return scopes;
}

/** The one statement of the last sentence; where it has several, whose parts follow is not known. */
function introducing(passage: Passage): Statement | undefined {
  const tops = passage.statements.filter((s) => s.parent === null && s.value);
  const last = tops.at(-1);
  return last && tops.filter((s) => s.sentence === last.sentence).length === 1 ? last : undefined;
}

/** The path whose amount a statement gives: the last one named before it in the passage. */
export function statementPath(scope: Scope, statement: Statement): ItemPath | undefined {
  return scope.paths.findLast((p) => p.start < statement.end && p.end <= statement.end);
}
