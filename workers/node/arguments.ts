import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { SEVERITIES, type Severity } from '../../core/model/review.ts';
import type { ReviewSettings } from '../../core/model/settings.ts';
import { LANGUAGES, type Language } from '../../core/reports/language.ts';
import { readSettings } from './settings.ts';
import { usage } from './usage.ts';
import { UsageError } from './usage-error.ts';

export { UsageError } from './usage-error.ts';

export const EXTRACT_FORMATS = ['json', 'ndjson', 'csv', 'html'] as const;
export type ExtractFormat = (typeof EXTRACT_FORMATS)[number];

export const REVIEW_FORMATS = [
  'text',
  'json',
  'ndjson',
  'csv',
  'xlsx',
  'docx',
  'html',
  'sarif',
  'md',
] as const;
export type ReviewFormat = (typeof REVIEW_FORMATS)[number];

export const RULES_FORMATS = ['text', 'json'] as const;
export type RulesFormat = (typeof RULES_FORMATS)[number];

export type FailOn = Severity | 'never';

interface FileCommand {
  readonly files: readonly string[];
  /** Absent for stdout. */
  readonly out?: string;
  readonly jobs: number;
  readonly language: Language;
}

export type Command =
  | ({
      readonly kind: 'extract';
      readonly format: ExtractFormat;
      /** Folder for drawings of what was read on each page. */
      readonly debug?: string;
    } & FileCommand)
  | ({
      readonly kind: 'review';
      readonly format: ReviewFormat;
      readonly failOn: FailOn;
      readonly withChecks: boolean;
      readonly each: boolean;
      /** From the file that `--settings` names. */
      readonly settings?: ReviewSettings;
    } & FileCommand)
  | { readonly kind: 'rules'; readonly format: RulesFormat; readonly language: Language }
  | { readonly kind: 'help'; readonly topic: string }
  | { readonly kind: 'version' };

const FILE_OPTIONS = {
  format: { type: 'string' },
  out: { type: 'string', short: 'o' },
  jobs: { type: 'string', short: 'j' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const EXTRACT_OPTIONS = { ...FILE_OPTIONS, debug: { type: 'string' } } as const;

const REVIEW_OPTIONS = {
  ...FILE_OPTIONS,
  'fail-on': { type: 'string' },
  'with-checks': { type: 'boolean' },
  each: { type: 'boolean' },
  settings: { type: 'string' },
} as const;

const RULES_OPTIONS = {
  format: { type: 'string' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * The words after `tieout` as a command. Throws a `UsageError` for what cannot be meant.
 * @param environment gives the language where `--lang` does not
 */
export function readArguments(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Command {
  const [name, ...rest] = words;
  switch (name) {
    case 'extract':
      return readExtract(rest, environment);
    case 'review':
      return readReview(rest, environment);
    case 'rules':
      return readRules(rest, environment);
    case '--version':
    case '-V':
    case 'version':
      return { kind: 'version' };
    case undefined:
    case '--help':
    case '-h':
    case 'help':
      return { kind: 'help', topic: rest[0] ?? '' };
    default:
      throw new UsageError(`There is no command “${name}”. The commands are extract, review and rules.`);
  }
}

function readExtract(words: readonly string[], environment: Environment): Command {
  const { values, positionals } = orUsage('extract', () =>
    parseArgs({ args: [...words], options: EXTRACT_OPTIONS, allowPositionals: true }),
  );
  if (values.help) return { kind: 'help', topic: 'extract' };
  const format = choose('--format', values.format ?? 'json', EXTRACT_FORMATS);
  const common = readFileOptions('extract', values, positionals, environment);
  return {
    kind: 'extract',
    format,
    ...common,
    ...(values.debug === undefined ? {} : { debug: values.debug }),
  };
}

function readReview(words: readonly string[], environment: Environment): Command {
  const { values, positionals } = orUsage('review', () =>
    parseArgs({ args: [...words], options: REVIEW_OPTIONS, allowPositionals: true }),
  );
  if (values.help) return { kind: 'help', topic: 'review' };
  return {
    kind: 'review',
    format: choose('--format', values.format ?? 'text', REVIEW_FORMATS),
    failOn: choose('--fail-on', values['fail-on'] ?? 'error', [...SEVERITIES, 'never'] as const),
    withChecks: values['with-checks'] ?? false,
    each: values.each ?? false,
    ...(values.settings === undefined ? {} : { settings: readSettings(values.settings) }),
    ...readFileOptions('review', values, positionals, environment),
  };
}

function readRules(words: readonly string[], environment: Environment): Command {
  const { values, positionals } = orUsage('rules', () =>
    parseArgs({ args: [...words], options: RULES_OPTIONS, allowPositionals: true }),
  );
  if (values.help) return { kind: 'help', topic: 'rules' };
  if (positionals.length > 0) throw new UsageError('“tieout rules” takes no files.');
  return {
    kind: 'rules',
    format: choose('--format', values.format ?? 'text', RULES_FORMATS),
    language: readLanguage(values.lang, environment),
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

function readFileOptions(
  command: string,
  values: {
    readonly out?: string | undefined;
    readonly jobs?: string | undefined;
    readonly lang?: string | undefined;
  },
  files: readonly string[],
  environment: Environment,
): FileCommand {
  if (files.length === 0) {
    throw new UsageError(`“tieout ${command}” needs at least one file, or - for what is piped in.`);
  }
  if (files.filter((file) => file === '-').length > 1) {
    throw new UsageError('“-” stands for what is piped in and can be given once.');
  }
  const jobs = readJobs(values.jobs) ?? Math.max(1, Math.min(files.length, availableParallelism()));
  const common = { files, jobs, language: readLanguage(values.lang, environment) };
  return values.out === undefined ? common : { ...common, out: values.out };
}

function readJobs(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,2}$/.test(given)) {
    throw new UsageError(`--jobs is a number of threads from 1 to 999, not “${given}”.`);
  }
  return Number(given);
}

/** As asked, else as the system speaks: Chinese or, for every other language, English. */
function readLanguage(given: string | undefined, environment: Environment): Language {
  if (given !== undefined) return choose('--lang', given, LANGUAGES);
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG;
  return (locale || new Intl.DateTimeFormat().resolvedOptions().locale).startsWith('zh') ? 'zh' : 'en';
}

function choose<T extends string>(option: string, given: string, choices: readonly T[]): T {
  const choice = choices.find((choice) => choice === given);
  if (choice === undefined) {
    throw new UsageError(`${option} is one of ${choices.join(', ')}, not “${given}”.`);
  }
  return choice;
}

/** What the parser of options says, with how the command is called. */
function orUsage<T>(command: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const [sentence] = (error as Error).message.split('. ');
    throw new UsageError(`${sentence}. “tieout ${command}” is called so:\n\n${usage(command)}`);
  }
}
