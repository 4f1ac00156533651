import type { ReviewContext } from './rule.ts';

/** A fact of a document that several rules ask for: worked out when it is first asked for, and kept with the document. */
export function once<T>(make: (context: ReviewContext) => T): (context: ReviewContext) => T {
  const kept = new WeakMap<ReviewContext, { readonly fact: T }>();
  return (context) => {
    const known = kept.get(context);
    if (known) return known.fact;
    const fact = make(context);
    kept.set(context, { fact });
    return fact;
  };
}
