import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { SEVERITIES } from '../../core/model/review.ts';
import type { ReviewSettings } from '../../core/model/settings.ts';
import { RULES } from '../../core/rules/catalogue.ts';
import { UsageError } from './usage-error.ts';

const ids = new Set(RULES.map(({ id }) => id));

const cell = v.strictObject({
  table: v.string(),
  row: v.pipe(v.number(), v.integer(), v.minValue(0)),
  col: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

const correction = v.strictObject({
  ...cell.entries,
  document: v.pipe(
    v.string(),
    v.regex(/^[0-9a-f]{64}$/, 'a document is named by its SHA-256, 64 hexadecimal digits'),
  ),
  read: v.string(),
  corrected: v.string(),
});

const schema = v.strictObject({
  rules: v.exactOptional(
    v.record(
      v.pipe(
        v.string(),
        v.check(
          (id) => ids.has(id),
          (issue) => `there is no rule ${String(issue.input)}`,
        ),
      ),
      v.strictObject({
        off: v.exactOptional(v.boolean()),
        severity: v.exactOptional(v.picklist(SEVERITIES)),
        tolerance: v.exactOptional(
          v.pipe(v.string(), v.regex(/^\d+(?:\.\d+)?$/, 'a tolerance is a decimal in 元, such as "0.50"')),
        ),
      }),
    ),
  ),
  sums: v.exactOptional(
    v.array(
      v.strictObject({
        name: v.string(),
        total: cell,
        addends: v.pipe(
          v.array(v.strictObject({ ...cell.entries, sign: v.exactOptional(v.picklist([1, -1])) })),
          v.minLength(1),
        ),
      }),
    ),
  ),
  corrections: v.exactOptional(v.array(correction)),
});

/** Rules off or milder, tolerances, own sums and corrected readings of a case, from a JSON file. Throws a `UsageError` that says what is wrong where. */
export function readSettings(path: string): ReviewSettings {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`--settings: the file ${path} cannot be opened.`);
  }
  const parsed = v.safeParse(schema, parseJson(path, text));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new UsageError(`--settings ${path}: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`--settings: ${path} is no JSON.`);
  }
}
