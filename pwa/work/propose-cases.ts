import type { DocumentKind } from '../../core/model/review.ts';

/** What is known of a file once it is read; body and year are null where it states none, or could not be read. */
export interface KnownFile {
  readonly entity: string | null;
  readonly year: number | null;
  readonly kind: DocumentKind;
}

/**
 * Which files belong to one case: those of one body and one year. A file that names no body goes with the others where they
 * are all of one body and year (a note beside its tables), else into a case of its own; one that names no year goes to the
 * only case of its body. Gives for each file the number of its case, from 0, in the order of the files.
 */
export function proposeCases(files: readonly KnownFile[]): readonly number[] {
  const known = files.map(({ entity, year }) =>
    entity === null || year === null ? undefined : `${bareName(entity)} ${year}`,
  );
  const cases = new Set(known.filter((key) => key !== undefined));
  const only = cases.size === 1 ? [...cases][0] : undefined;
  const keys = files.map(({ entity, year }, index) => {
    const key = known[index];
    if (key !== undefined) return key;
    if (entity === null) return only ?? (year === null ? `file ${index}` : `file ${index} ${year}`);
    const own = [...cases].filter((one) => one.startsWith(`${bareName(entity)} `));
    return own.length === 1 ? own[0]! : bareName(entity);
  });
  const numbers = new Map<string, number>();
  return keys.map((key) => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

/** A body's name as it is compared: without spaces, with one form of brackets. */
function bareName(entity: string): string {
  return entity.replace(/\s+/g, '').replaceAll('(', '（').replaceAll(')', '）');
}
