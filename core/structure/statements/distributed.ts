import { fold } from '../text.ts';
import type { Token } from './tokens.ts';

/** Numbers that 分别 gives to the names before it, one each. */
export interface Distributed {
  readonly start: number;
  readonly tokens: readonly Extract<Token, { kind: 'amount' | 'percent' }>[];
  readonly names: readonly string[];
  /** Words between 分别 and the first number: 为, 占, 增加. */
  readonly verb: string;
}

/** Finds the runs of numbers behind 分别 and 各, and runs of percentages, by the offset of the first of each. */
export function distribute(text: string, tokens: readonly Token[]): ReadonlyMap<number, Distributed> {
  const groups = new Map<number, Distributed>();
  const numbers = tokens.filter((t) => t.kind === 'amount' || t.kind === 'percent');
  const runAt = (first: number) => {
    const run = [numbers[first]!];
    for (const next of numbers.slice(first + 1, first + 1 + RUN_MAX)) {
      const before = run.at(-1)!;
      if (next.kind !== before.kind || !/^[\s、，,和及与]{1,3}$/.test(text.slice(before.end, next.at))) break;
      run.push(next);
    }
    return run;
  };
  let first = 0;
  for (const m of text.matchAll(/分别|各(?=[是为占达增减下上降提])/g)) {
    const behind = m.index + m[0].length;
    while (first < numbers.length && numbers[first]!.at < behind) first++;
    if (
      first === numbers.length ||
      !/^[^，。；,;：:]{0,24}[:：]?\s*$/.test(text.slice(behind, numbers[first]!.at))
    )
      continue;
    const run = runAt(first);
    if (run.length < 2) continue;
    const start = clauseStart(text, m.index);
    const verb = fold(text.slice(behind, run[0]!.at));
    const words = text.slice(start, m.index);
    // 占采购总额的比重分别为: what the words name is no thing of its own.
    const isVerb = /^占|(?:占比|比重|比例|[增降]幅|增长|下降|增加|减少)$/.test(fold(words));
    const named = isVerb ? { names: [], verb: fold(words) + verb } : { names: sharedNames(words), verb };
    groups.set(run[0]!.at, { start, tokens: run, ...named });
  }
  // 货物、工程采购分别为 x、y，占采购总额的 a% and b%: percentages in a row belong to as many things, never to the last alone.
  for (let i = 0; i < numbers.length; i++) {
    const token = numbers[i]!;
    if (token.kind !== 'percent') continue;
    const run = runAt(i);
    i += run.length - 1;
    if (run.length < 2 || groups.has(token.at) || !/[、和及与]/.test(text.slice(token.end, run[1]!.at)))
      continue;
    const start = clauseStart(text, token.at);
    groups.set(token.at, { start, tokens: run, names: [], verb: fold(text.slice(start, token.at)) });
  }
  return groups;
}

/** Most numbers in a row. */
const RUN_MAX = 40;

/** Longest clause that is looked through for its start. */
export const CLAUSE_MAX = 200;

function clauseStart(text: string, at: number): number {
  const from = Math.max(0, at - CLAUSE_MAX);
  const before = text.slice(from, at);
  return from + Math.max(...[...'，。；：,;:\n'].map((c) => before.lastIndexOf(c))) + 1;
}

/** 基本支出、项目支出 are two names; so are 收 and 支 in 收、支总计, which share what follows. */
function sharedNames(words: string): readonly string[] {
  const both = /^(.*?)收(?:入)?、支(?:出)?(.*)$/.exec(words.trim());
  if (both) return [`${both[1]}收入${both[2]}`, `${both[1]}支出${both[2]}`];
  return words
    .split(/[、和与及]/)
    .map((n) => n.trim())
    .filter((n) => n !== '');
}
