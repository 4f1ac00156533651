/**
 * How well a folder of documents is read and reviewed, against its own truth and with its own measures:
 *   npm run corpus -- FOLDER        (or TIEOUT_CORPUS)
 * The folder holds documents (pdf/, html/, …) with `truth/` and `evaluate.mjs`, and `mutants/` with one planted fault each and
 * `score-findings.mjs`. Ends with `N passed, N failed` alone on a line.
 */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  globSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { findChromium } from './chromium.ts';
import { ARRANGEMENTS, printForms, STYLES } from './unruled-forms.ts';

interface ReadingBar {
  readonly found: number;
  readonly recall: number;
  readonly precision: number;
  /** F1 of the relations between neighbouring cells. */
  readonly adjacency: number;
  /** Tables given too many. */
  readonly extra: number;
}

const NEARLY_ALL: ReadingBar = { found: 1, recall: 0.995, precision: 0.995, adjacency: 0.995, extra: 0 };

/** What must hold. Raise a figure when the reader or the rules have become better; never lower one in silence. */
const BARS = {
  /** Each document, shares from 0 to 1. Null: printed, not yet held to. */
  reading: [
    { files: 'pdf/*.pdf', bar: NEARLY_ALL },
    { files: 'html/*.html', bar: NEARLY_ALL },
    { files: 'office/*.{docx,xlsx}', bar: NEARLY_ALL },
    { files: 'text/*.{txt,md}', bar: null, truthOf: '.messy.html' },
  ] as readonly { readonly files: string; readonly bar: ReadingBar | null; readonly truthOf?: string }[],
  /** The same tables printed without a grid: each document, and all together. */
  unruled: {
    each: NEARLY_ALL,
    all: { found: 1, recall: 0.999, precision: 0.999, adjacency: 0.999, extra: 0 },
  } satisfies Readonly<Record<string, ReadingBar>>,
  /** A file that needs care is refused, or read, in this time. */
  hostileMsMax: 10_000,
  /** Over all planted faults together, and all clean documents together. Null: printed, not yet held to. */
  findings: { located: 0.98, named: 0.95, falseAlarmsMax: 0 } as {
    readonly located: number | null;
    readonly named: number | null;
    readonly falseAlarmsMax: number | null;
  },
};

const here = resolve(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? process.env.TIEOUT_CORPUS ?? '');
const scratch = mkdtempSync(join(tmpdir(), 'tieout-corpus-'));
const COMMAND_LINE = resolve(here, 'workers/node/tieout.ts');
const NO_SCORE = {
  document: '',
  tablesFound: 1,
  cellRecall: 1,
  cellPrecision: 1,
  adjacencyF1: 1,
  extraTables: 0,
};
const failures: string[] = [];
let passed = 0;

if (process.argv[2] === undefined && !process.env.TIEOUT_CORPUS) {
  console.error('Which folder? npm run corpus -- FOLDER, or set TIEOUT_CORPUS.');
  process.exit(2);
}
try {
  for (const { files, bar, truthOf } of BARS.reading) checkReading(files, bar, truthOf);
  await checkUnruled();
  checkHostile();
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

/** @param truthOf ending of the file whose truth holds for these as well */
function checkReading(pattern: string, bar: ReadingBar | null, truthOf?: string): void {
  const files = globSync(pattern, { cwd: folder }).sort();
  if (files.length === 0) return;
  const nameOf = (file: string) =>
    truthOf === undefined ? basename(file) : basename(file).replace(/\.\w+$/, truthOf);
  const extracted = readLines(tieout('extract', ['--format', 'ndjson', ...files], 'extracted.ndjson'));
  const scores = evaluate(
    extracted.map(({ document, tables = [] }) => ({ document: nameOf(document.name), tables })),
  );
  for (const file of files) {
    const score = scores.find(({ document }) => document === nameOf(file));
    if (score === undefined) continue;
    const line = `${file}: ${describe(score)}`;
    console.log(line);
    if (bar !== null) judge(isGood(score, bar), line);
  }
}

/**
 * Prints the tables of each truth without a grid, every document in every style and each time in another arrangement, and
 * reads them.
 */
async function checkUnruled(): Promise<void> {
  const truths = globSync('truth/*.messy.html.json', { cwd: folder }).sort();
  if (truths.length === 0) return;
  if (findChromium() === undefined) {
    console.log('tables without a grid: not printed, there is no Chromium');
    return;
  }
  const into = join(scratch, 'unruled');
  const [styles, arrangements] = [Object.keys(STYLES), Object.keys(ARRANGEMENTS)];
  const names = truths.flatMap((path, document) =>
    styles.map((style, index) => {
      const arrangement = arrangements[(document + index) % arrangements.length];
      return `${basename(path).replace(/\..*$/, '')}.${style}.${arrangement}.pdf`;
    }),
  );
  await printForms(
    truths.map((path) => join(folder, path)),
    into,
    (name) => names.includes(name),
  );
  const files = names.map((name) => join(into, 'pdf', name));
  const extracted = readLines(tieout('extract', ['--format', 'ndjson', ...files], 'unruled.ndjson'));
  const predicted = extracted.map(({ document, tables = [] }) => ({ document: document.name, tables }));
  const { documents, summary } = evaluateAgainst(join(into, 'truth'), predicted);
  for (const score of documents) {
    const line = `without a grid, ${score.document}: ${describe(score)}`;
    console.log(line);
    judge(isGood(score, BARS.unruled.each), line);
  }
  const line = `without a grid, all: ${describe(summary)}`;
  console.log(line);
  judge(isGood(summary, BARS.unruled.all), line);
}

type Predicted = readonly { readonly document: string; readonly tables: readonly unknown[] }[];

function evaluate(predicted: Predicted): readonly Score[] {
  return evaluateAgainst('truth', predicted).documents;
}

function evaluateAgainst(truth: string, predicted: Predicted) {
  const predictions = join(scratch, 'predictions.json');
  writeFileSync(predictions, JSON.stringify(predicted));
  return measure('evaluate.mjs', [truth, predictions]) as {
    readonly documents: readonly Score[];
    readonly summary: Score;
  };
}

function describe({ tablesFound, cellRecall, cellPrecision, adjacencyF1, extraTables }: Score): string {
  return (
    `tables ${percent(tablesFound)}, cell recall ${percent(cellRecall)}, precision ${percent(cellPrecision)}, ` +
    `adjacency F1 ${percent(adjacencyF1)}, too many ${extraTables}`
  );
}

function isGood(score: Score, bar: ReadingBar): boolean {
  return (
    score.tablesFound >= bar.found &&
    score.cellRecall >= bar.recall &&
    score.cellPrecision >= bar.precision &&
    score.adjacencyF1 >= bar.adjacency &&
    score.extraTables <= bar.extra
  );
}

interface HostileFile {
  readonly file: string;
  readonly expect: 'tables' | 'message';
  /** Code of the failure or of the warning. */
  readonly class?: string;
}

/** Files that need care: each gives its tables or says what is the matter, in time. */
function checkHostile(): void {
  const list = join(folder, 'hostile/expected.json');
  if (!existsSync(list)) return;
  for (const hostile of JSON.parse(readFileSync(list, 'utf8')) as HostileFile[]) {
    const started = performance.now();
    const { stdout } = spawnSync(
      process.execPath,
      [COMMAND_LINE, 'extract', join('hostile', hostile.file), '--format', 'ndjson'],
      { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
    );
    const ms = performance.now() - started;
    const { tables = [], warnings = [], failure } = JSON.parse(stdout) as Line;
    const codes = [...warnings.map(({ code }) => code), ...(failure === undefined ? [] : [failure.code])];
    const truth = existsSync(join(folder, 'truth', `${hostile.file}.json`));
    const score = truth
      ? evaluate([{ document: hostile.file, tables }]).find(({ document }) => document === hostile.file)
      : undefined;
    const line = `hostile/${hostile.file}: ${codes.join(', ') || describe(score ?? NO_SCORE)}, ${(ms / 1000).toFixed(1)} s`;
    console.log(line);
    const isAsExpected =
      hostile.expect === 'message'
        ? codes.includes(hostile.class ?? '')
        : tables.length > 0 && (score === undefined || isGood(score, NEARLY_ALL));
    judge(isAsExpected && ms <= BARS.hostileMsMax, line);
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
  const { status } = spawnSync(process.execPath, [COMMAND_LINE, command, ...words], {
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
  readonly warnings?: readonly { readonly code: string }[];
  readonly failure?: { readonly code: string };
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
