import type { Document } from '../../model/document.ts';
import type { ReviewFinding } from '../../model/review.ts';
import { reviewDocument } from '../../reconcile/reconcile.ts';
import { tableToStructure } from '../../structure/table-structure.ts';
import type { Member } from './case-findings.ts';

/** A row by its code ('' for the total) in a table of one document: what a comparison between documents rests on. */
export interface ComparedRow {
  readonly member: Member;
  readonly table: string;
  readonly code: string;
}

const known = new WeakMap<Document, readonly ReviewFinding[]>();

/** Errors and warnings of a document on its own: asked for only where documents differ, since it costs a review. */
function ownFindings({ document }: Member): readonly ReviewFinding[] {
  const before = known.get(document);
  if (before) return before;
  const found = reviewDocument(document, false).findings.filter((f) => f.severity !== 'info');
  known.set(document, found);
  return found;
}

/**
 * True where a document has a fault of its own in a compared row, in its class, or in the unit of its table: the difference
 * between the documents is that fault over again, and is told there.
 */
export function isOwnFault({ member, table, code }: ComparedRow): boolean {
  return ownFindings(member).some((f) => {
    const places = [...f.where, ...f.suspects.map((s) => s.where), ...(f.alsoAt ?? [])];
    // The line of a unit stands over its table.
    const over = (block: number | undefined) =>
      block !== undefined && member.document.blocks[block]?.table === table;
    if (f.rule.startsWith('unit-') && places.some((p) => p.table === table || over(p.block))) return true;
    return places.some(({ table: at, row }) => {
      if (at !== table || row === undefined) return false;
      const other = codesOf(member, table).get(row) ?? '';
      return code === '' || other === '' ? code === other : code.slice(0, 3) === other.slice(0, 3);
    });
  });
}

function codesOf({ document }: Member, id: string): ReadonlyMap<number, string> {
  const table = document.tables.find((t) => t.id === id);
  const rows = table ? tableToStructure(table).panels.flatMap((p) => p.rows) : [];
  return new Map(rows.flatMap((r) => (r.code === null ? [] : [[r.row, r.code] as const])));
}
