#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import type { Failure } from '../../core/model/source.ts';
import type { Language } from '../../core/reports/language.ts';
import { PoolStopped } from '../pool.ts';
import { type Command, readArguments, UsageError } from './arguments.ts';
import { extract } from './extract.ts';
import { openOutput } from './output.ts';
import { createProgressBar } from './progress-bar.ts';
import { nameInputs } from './read-input.ts';
import { review } from './review.ts';
import { rules } from './rules.ts';
import type { Run } from './run.ts';
import { createThreads } from './threads.ts';
import { usage } from './usage.ts';

/** Exit status of a process that Ctrl-C ended, as shells count. */
const STATUS_INTERRUPTED = 130;
const STATUS_UNUSABLE = 2;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  // A reader who has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    return await run(readArguments(words, process.env));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`tieout: ${error.message}\n`);
    return STATUS_UNUSABLE;
  }
}

async function run(command: Command): Promise<number> {
  switch (command.kind) {
    case 'help':
      process.stdout.write(`${usage(command.topic)}\n`);
      return 0;
    case 'version':
      process.stdout.write(`${readVersion()}\n`);
      return 0;
    case 'rules':
      process.stdout.write(rules(command));
      return 0;
    default:
      refuseBinaryOnTerminal(command);
      return runOverFiles(command);
  }
}

type FilesCommand = Extract<Command, { kind: 'extract' | 'review' }>;

async function runOverFiles(command: FilesCommand): Promise<number> {
  // From before the first file is made: an interruption never leaves half of one behind.
  let interrupted = false;
  let stop = () => {};
  const interrupt = () => {
    interrupted = true;
    stop();
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const output = await openOutput(command.out).catch((error: Error) => {
    throw new UsageError(`--out cannot be written: ${error.message}`);
  });
  const threads = createThreads(command.jobs);
  stop = () => threads.stop();
  const bar = createProgressBar(command.files.length, command.language);
  const sayFailure = (name: string, failure: Failure) =>
    bar.say(describeFailure(name, failure, command.language));
  const run: Run = { names: nameInputs(command.files), threads, bar, output, sayFailure };
  try {
    if (interrupted) throw new PoolStopped();
    const status = command.kind === 'review' ? await review(command, run) : await extract(command, run);
    await output.close();
    return status;
  } catch (error) {
    await output.abandon();
    if (interrupted && error instanceof PoolStopped) return STATUS_INTERRUPTED;
    throw error;
  } finally {
    bar.end();
    threads.stop();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function describeFailure(name: string, { code, message }: Failure, language: Language): string {
  return language === 'zh'
    ? `tieout：${name}：${message.zh}（${code}）`
    : `tieout: ${name}: ${message.en} (${code})`;
}

function refuseBinaryOnTerminal(command: FilesCommand): void {
  const binary = command.format === 'xlsx' || command.format === 'docx';
  if (binary && command.out === undefined && process.stdout.isTTY) {
    throw new UsageError(
      `${command.format} is no text for a terminal; give a file: --out report.${command.format}`,
    );
  }
}

function readVersion(): string {
  const description = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(description) as { version: string }).version;
}
