import type { Publication, Review, ReviewFinding, Severity } from '../../core/model/review.ts';

export function finding(
  id: string,
  severity: Severity = 'error',
  more: Partial<ReviewFinding> = {},
): ReviewFinding {
  return {
    id,
    rule: 'foot-code-kuan-lei',
    severity,
    title: { zh: `标题${id}`, en: `Title ${id}` },
    message: { zh: `句子${id}`, en: `Sentence ${id}` },
    where: [{ table: 't1', row: 1, col: 1, page: 1, quote: '1,234' }],
    suspects: [],
    checks: [],
    basis: 'basis',
    ...more,
  };
}

export function publication(
  sha256: string,
  name: string,
  findings: readonly ReviewFinding[] = [],
): Publication {
  return {
    document: { name, sha256, mediaType: 'text/html' },
    entity: '某局',
    year: 2024,
    kind: 'budget',
    tables: [{ id: 't1', title: '支出总表', unit: '元', kind: 'other' }],
    figures: { total: 4, tied: 1, withinRounding: 1, differing: 1, notChecked: 1 },
    checks: { agrees: 1, agreesWithinRounding: 1, differs: 1, notChecked: 1 },
    findings,
    warnings: [],
    checkList: [],
    ledger: [],
  };
}

export function review(publications: readonly Publication[], failures: Review['failures'] = []): Review {
  return { schema: 'tieout/review@1', publications, case: { findings: [] }, failures };
}
