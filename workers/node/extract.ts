import { mkdir } from 'node:fs/promises';
import type { Document } from '../../core/model/document.ts';
import type { Failure, Reading } from '../../core/model/source.ts';
import { extractionFailureToJson, extractionToJson } from '../../core/reports/extraction-json.ts';
import type { Language } from '../../core/reports/language.ts';
import { tablesToCsv } from '../../core/reports/tables-csv.ts';
import { tablesToHtml } from '../../core/reports/tables-html.ts';
import type { NamedReading } from '../engine.ts';
import type { Command } from './arguments.ts';
import { eachFile } from './read-files.ts';
import type { Run } from './run.ts';
import { UsageError } from './usage-error.ts';

type ExtractCommand = Extract<Command, { kind: 'extract' }>;

/** `tieout extract`: the tables of documents. Returns the exit status. */
export async function extract(command: ExtractCommand, run: Run): Promise<number> {
  const { files, format, language, debug } = command;
  const readings: (readonly NamedReading[])[] = [];
  let failed = false;
  if (debug !== undefined) {
    await mkdir(debug, { recursive: true }).catch((error: Error) => {
      throw new UsageError(`--debug cannot be written: ${error.message}`);
    });
  }
  await eachFile(
    files,
    run.threads,
    run.bar,
    (api, file, onProgress) => api.read(file, onProgress, debug),
    async ({ name, index, result }) => {
      const found: readonly NamedReading[] = result.ok ? result.value : [{ name, reading: result }];
      for (const { name, reading } of found) {
        if (!reading.ok) {
          failed = true;
          run.sayFailure(name, reading.error);
        }
        if (format === 'ndjson')
          await run.output.write(`${JSON.stringify(toJson(name, reading, language))}\n`);
      }
      if (format !== 'ndjson') readings[index] = found;
    },
  );
  if (format !== 'ndjson') await run.output.write(print(readings.flat(), command));
  return failed ? 2 : 0;
}

function print(readings: readonly NamedReading[], command: ExtractCommand) {
  const { format, language } = command;
  const documents = readings.flatMap(({ reading }) => (reading.ok ? [reading.value] : []));
  if (format === 'csv') return tablesToCsv(documents);
  if (format === 'html') return tablesToHtml(documents, language);
  const results = readings.map(({ name, reading }) => toJson(name, reading, language));
  return `${JSON.stringify(results.length === 1 ? results[0] : results, null, 2)}\n`;
}

function toJson(name: string, reading: Reading<Document>, language: Language) {
  return reading.ok
    ? extractionToJson(reading.value, language)
    : extractionFailureToJson(name, reading.error satisfies Failure);
}
