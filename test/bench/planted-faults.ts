/**
 * Plants one fault at a time in documents and asks whether the review names it: `npm run bench:planted -- FILE...`. The
 * documents' own findings are taken off first. Works on any publication, so it measures what no answer key covers.
 */
import { readFile as readBytes } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Document } from '../../core/model/document.ts';
import type { Publication, ReviewFinding } from '../../core/model/review.ts';
import { reviewDocument } from '../../core/reconcile/reconcile.ts';
import { readDocument } from '../../workers/engine.ts';

const ASSETS = `${resolve(import.meta.dirname, '../../node_modules/pdfjs-dist')}/`;
const SAMPLES = Number(process.env.SAMPLES ?? 60);

/** A small generator with a fixed seed: the same faults every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/** Another amount of the same form: one digit changed, never the first to 0. */
function changeDigit(text: string, random: () => number): string {
  const digits = [...text].map((c, i) => (/\d/.test(c) ? i : -1)).filter((i) => i >= 0);
  const at = digits[Math.floor(random() * Math.max(1, digits.length - 1))]!;
  const old = Number(text[at]);
  const next = (old + 1 + Math.floor(random() * 8)) % 10 || (old === 1 ? 2 : 1);
  return `${text.slice(0, at)}${next}${text.slice(at + 1)}`;
}

function plant(document: Document, table: string, row: number, col: number, text: string): Document {
  return {
    ...document,
    tables: document.tables.map((t) =>
      t.id === table
        ? { ...t, cells: t.cells.map((c) => (c.row === row && c.col === col ? { ...c, text } : c)) }
        : t,
    ),
  };
}

const key = (f: ReviewFinding): string =>
  `${f.rule}|${f.where.map((w) => `${w.table}:${w.row}:${w.col}:${w.block}:${w.quote}`).join()}`;

function judge(base: Publication, now: Publication, at: { table: string; row: number; col: number }): string {
  const known = new Set(base.findings.map(key));
  const fresh = now.findings.filter((f) => f.severity !== 'info' && !known.has(key(f)));
  const here = (w: { table?: string; row?: number; col?: number } | undefined) =>
    w?.table === at.table && w.row === at.row && w.col === at.col;
  if (fresh.some((f) => here(f.suspects[0]?.where)))
    return fresh.length > 2 ? 'named, many findings' : 'named';
  if (fresh.some((f) => f.suspects.some((s) => here(s.where)) || f.where.some(here))) return 'pointed at';
  return fresh.length > 0 ? 'noticed' : 'missed';
}

for (const file of process.argv.slice(2)) {
  const reading = await readDocument(
    { name: file, bytes: new Uint8Array(await readBytes(file)) },
    { assets: ASSETS },
  );
  if (!reading.ok) {
    console.log(`${file}: ${reading.error.code}`);
    continue;
  }
  const document = reading.value;
  const base = reviewDocument(document, true);
  const random = seeded(7);
  const cells = base.ledger!.filter((e) => e.place.table !== undefined && /[1-9]/.test(e.stated));
  const results = new Map<string, number>();
  const missed: string[] = [];
  for (let i = 0; i < Math.min(SAMPLES, cells.length); i++) {
    const { place, stated } = cells[Math.floor(random() * cells.length)]!;
    const at = { table: place.table!, row: place.row!, col: place.col! };
    const wrong = changeDigit(stated, random);
    const now = reviewDocument(plant(document, at.table, at.row, at.col, wrong), false);
    const verdict = judge(base, now, at);
    results.set(verdict, (results.get(verdict) ?? 0) + 1);
    if (verdict !== 'named')
      missed.push(
        `${verdict}: ${base.tables.find((t) => t.id === at.table)?.kind} ${at.table} r${at.row}c${at.col} ${stated} → ${wrong}`,
      );
  }
  const { total, notChecked } = base.figures;
  console.log(
    `${file}: ${total} amounts, ${notChecked} not checked; ${[...results].map(([k, v]) => `${k} ${v}`).join(', ')}`,
  );
  if (process.env.SHOW) for (const line of missed) console.log(`    ${line}`);
}
