/**
 * How well a folder of documents is read and reviewed, against its own truth and with its own measures:
 *   npm run corpus -- FOLDER        (or TIEOUT_CORPUS)
 * The folder holds documents (pdf/, html/, …) with `truth/` and `evaluate.mjs`, and `mutants/` with one planted fault each and
 * `score-findings.mjs`. Ends with `N passed, N failed` alone on a line.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, globSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/** What must hold. Raise a figure when the reader or the rules have become better; never lower one in silence. */
const BARS = {
  /** Each document: share of tables found, cell recall and cell precision, 0 to 1; tables given too many. */
  reading: {
    pdf: { found: 1, recall: 0.95, precision: 0.95, extra: 0 },
    html: { found: 1, recall: 0.995, precision: 0.995, extra: 0 },
  },
  /** Over all planted faults together, and all clean documents together. Null: printed, not yet held to. */
  findings: { located: null, named: null, falseAlarmsMax: null } as {
    readonly located: number | null;
    readonly named: number | null;
    readonly falseAlarmsMax: number | null;
  },
};

const here = resolve(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? process.env.TIEOUT_CORPUS ?? '');
const scratch = mkdtempSync(join(tmpdir(), 'tieout-corpus-'));
const failures: string[] = [];
let passed = 0;

if (process.argv[2] === undefined && !process.env.TIEOUT_CORPUS) {
  console.error('Which folder? npm run corpus -- FOLDER, or set TIEOUT_CORPUS.');
  process.exit(2);
}
try {
  for (const kind of Object.keys(BARS.reading) as (keyof typeof BARS.reading)[]) checkReading(kind);
  checkFindings();
} catch (error) {
  failures.push(error instanceof Error ? error.message : String(error));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;

interface Score {
  readonly document: string;
  readonly tablesFound: number;
  readonly cellRecall: number;
  readonly cellPrecision: number;
  readonly adjacencyF1: number;
  readonly extraTables: number;
}

function checkReading(kind: keyof typeof BARS.reading): void {
  const files = globSync(`${kind}/*.{pdf,html}`, { cwd: folder }).sort();
  if (files.length === 0) return;
  const extracted = tieout('extract', ['--format', 'ndjson', ...files], `${kind}.ndjson`);
  const predicted = readLines(extracted).map(({ document, tables = [] }) => ({
    document: basename(document.name),
    tables,
  }));
  const predictions = join(scratch, `${kind}.json`);
  writeFileSync(predictions, JSON.stringify(predicted));
  const { documents } = measure('evaluate.mjs', ['truth', predictions]) as { documents: Score[] };
  const bar = BARS.reading[kind];
  for (const file of files) {
    const score = documents.find(({ document }) => document === basename(file));
    if (score === undefined) continue;
    const { tablesFound, cellRecall, cellPrecision, adjacencyF1, extraTables } = score;
    const line =
      `${file}: tables ${percent(tablesFound)}, cell recall ${percent(cellRecall)}, precision ${percent(cellPrecision)}, ` +
      `adjacency F1 ${percent(adjacencyF1)}, too many ${extraTables}`;
    console.log(line);
    const good =
      tablesFound >= bar.found &&
      cellRecall >= bar.recall &&
      cellPrecision >= bar.precision &&
      extraTables <= bar.extra;
    judge(good, line);
  }
}

interface FindingScores {
  readonly kinds: readonly {
    readonly kind: string;
    readonly planted: number;
    readonly located: number;
    readonly nameable: number;
    readonly named: number;
  }[];
  readonly total: {
    readonly recall: number;
    readonly naming: number;
    readonly findingsMedian: number;
    readonly findingsP90: number;
    readonly falseAlarmsOnCleanBases: number;
  };
}

function checkFindings(): void {
  const files = globSync('mutants/{html,pdf,bases}/*.{pdf,html}', { cwd: folder }).sort();
  if (files.length === 0) return;
  const words = ['--each', '--format', 'ndjson', '--fail-on', 'never', ...files];
  const reviewed = readLines(tieout('review', words, 'all.ndjson'));
  // The measure takes every line for a publication; files that could not be read are counted as missing reviews.
  const reviews = join(scratch, 'reviews.ndjson');
  writeFileSync(
    reviews,
    reviewed
      .filter(({ failure }) => failure === undefined)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  );
  const { kinds, total } = measure('score-findings.mjs', [
    '--key',
    'mutants/key.json',
    '--reviews',
    reviews,
  ]) as FindingScores;
  for (const { kind, planted, located, nameable, named } of kinds) {
    console.log(`${kind}: located ${located} of ${planted}, named ${named} of ${nameable}`);
  }
  const { located, named, falseAlarmsMax } = BARS.findings;
  const falseAlarms = total.falseAlarmsOnCleanBases;
  console.log(`findings a document: median ${total.findingsMedian}, p90 ${total.findingsP90}`);
  judgeBar(`planted faults located ${percent(total.recall)}`, located, (bar) => total.recall >= bar);
  judgeBar(`wrong figures named ${percent(total.naming)}`, named, (bar) => total.naming >= bar);
  judgeBar(`false alarms on clean documents ${falseAlarms}`, falseAlarmsMax, (bar) => falseAlarms <= bar);
}

/** Runs one of the folder's own measures and gives what it prints as JSON. */
function measure(script: string, words: readonly string[]): unknown {
  const { stdout, stderr } = spawnSync('node', [script, ...words, '--json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`${script} could not measure: ${stderr}`);
  }
}

/** Runs the command line with its output in a file, since a pipe may be too small for it. */
function tieout(command: string, words: readonly string[], name: string): string {
  const path = join(scratch, name);
  const out = openSync(path, 'w');
  const { status } = spawnSync('node', [resolve(here, 'workers/node/tieout.ts'), command, ...words], {
    cwd: folder,
    stdio: ['ignore', out, 'inherit'],
  });
  closeSync(out);
  judge(status === 0, `tieout ${command} ended with status ${status}`);
  return path;
}

interface Line {
  readonly document: { readonly name: string };
  readonly tables?: readonly unknown[];
  readonly failure?: unknown;
}

function readLines(path: string): Line[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

function judge(good: boolean, what: string): void {
  if (good) passed += 1;
  else failures.push(what);
}

function judgeBar(what: string, bar: number | null, holds: (bar: number) => boolean): void {
  console.log(bar === null ? what : `${what} (bar ${bar})`);
  if (bar !== null) judge(holds(bar), what);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
