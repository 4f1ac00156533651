/**
 * Plants faults of every kind in made publications that no test has seen, and tells how many are located and named:
 * `npm run bench:made -- FROM TO [KIND,...]` (seeds). `HTML=1` reads them from web pages, `TWO=1` plants two independent faults
 * in each, `SHOW=1` lists what is not named.
 */
import type { Publication } from '../../core/model/review.ts';
import { reviewDocument } from '../../core/reconcile/reconcile.ts';
import { readDocument } from '../../workers/engine.ts';
import { drawDocument } from '../support/draw-document.ts';
import {
  type MadePublication,
  makePublication,
  planFor,
  publicationToHtml,
  seeded,
} from '../support/make-publication.ts';
import { FAULTS, type Fault, judge, type Planted, plantFault, type Verdict } from '../support/plant-fault.ts';

const [from = '20000', to = '20120', kinds] = process.argv.slice(2);
const chosen = FAULTS.filter((fault) => kinds === undefined || kinds.split(',').includes(fault));

interface Tally {
  planted: number;
  named: number;
  located: number;
  /** Of faults that break two checks or more. */
  nameable: number;
  nameableNamed: number;
}

/** Kinds whose fault is one figure with one true value. */
const ONE_FIGURE: ReadonlySet<Fault> = new Set([
  'digit',
  'transposed',
  'dropped',
  'sign',
  'moved',
  'magnitude',
  'cells-swapped',
  'subtotal',
  'repeated',
]);

const tallies = new Map<Fault, Tally>();
const counts: number[] = [];

async function review(made: MadePublication): Promise<Publication> {
  if (!process.env.HTML) return reviewDocument(drawDocument(made.tables, made.paragraphs), true);
  const bytes = new TextEncoder().encode(publicationToHtml(made));
  const reading = await readDocument({ name: 'made.html', bytes }, { assets: '' });
  if (!reading.ok) throw new Error(reading.error.message.en);
  return reviewDocument(reading.value, true);
}

function count(planted: Planted, verdict: Verdict, differing: number): void {
  const { fault } = planted;
  const tally = tallies.get(fault) ?? { planted: 0, named: 0, located: 0, nameable: 0, nameableNamed: 0 };
  tallies.set(fault, tally);
  tally.planted++;
  if (verdict === 'named') tally.named++;
  if (verdict === 'named' || verdict === 'located') tally.located++;
  if (!ONE_FIGURE.has(fault) || differing < 2) return;
  tally.nameable++;
  if (verdict === 'named') tally.nameableNamed++;
}

function show(seed: number, planted: Planted, publication: Publication): void {
  const { fault, table, row, col, paragraph, original } = planted;
  console.log(`${seed} ${planFor(seed).layout} ${fault} t${(table ?? -1) + 1} r${row}c${col} p${paragraph}`);
  console.log(`    planted ${original} → ${planted.planted}`);
  for (const f of publication.findings)
    if (f.severity !== 'info') console.log(`    ${f.rule}: ${f.message.en}`);
}

const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(3));

/** Two faults in one table may meet in one row or shift its rows: such a pair is not two independent faults. */
const areApart = (a: Planted, b: Planted): boolean =>
  a.table !== b.table || (a.table !== undefined && a.row !== b.row && !b.fault.startsWith('row'));

for (let seed = Number(from); seed < Number(to); seed++) {
  const made = makePublication(planFor(seed));
  for (const [i, fault] of chosen.entries()) {
    const random = seeded(seed * 31 + i);
    const first = plantFault(made, fault, random);
    if (!first) continue;
    const other = chosen[Math.floor(random() * chosen.length)]!;
    const second = process.env.TWO ? plantFault(first.made, other, random) : undefined;
    if (process.env.TWO && (!second || !areApart(first, second))) continue;
    const publication = await review((second ?? first).made);
    const differing = publication.checkList!.filter((c) => c.outcome === 'differs').length;
    for (const planted of second ? [first, second] : [first]) {
      const { verdict, findings } = judge(publication, planted);
      count(planted, verdict, differing);
      counts.push(findings);
      if (process.env.SHOW && verdict !== 'named') show(seed, planted, publication);
    }
  }
}

for (const [fault, t] of tallies)
  console.log(
    `${fault.padEnd(16)} planted ${String(t.planted).padStart(4)}  located ${share(t.located, t.planted)}  named ${share(t.named, t.planted)}  named of those that break two checks ${share(t.nameableNamed, t.nameable)}`,
  );
counts.sort((a, b) => a - b);
const all = [...tallies.values()];
const sum = (key: keyof Tally) => all.reduce((n, t) => n + t[key], 0);
console.log(
  `in all: located ${share(sum('located'), sum('planted'))}, of those that break two checks named ${share(sum('nameableNamed'), sum('nameable'))}; findings a document: median ${counts[counts.length >> 1]}, nine of ten at most ${counts[Math.floor(counts.length * 0.9)]}`,
);
