import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Failure, Reading } from '../../core/model/source.ts';
import type { FileInput } from '../api.ts';

/** Larger files are refused before they fill the memory. */
const FILE_BYTES_MAX = 512 * 1024 * 1024;

/** The bytes of a path, or of the standard input for `-`. What keeps them from being read is a value. */
export async function readInput(path: string, name: string): Promise<Reading<FileInput>> {
  try {
    if (path === '-') return withinLimit(name, await readStandardInput());
    const { size, isDirectory } = await describe(path);
    if (isDirectory) return { ok: false, error: folder };
    if (size > FILE_BYTES_MAX) return { ok: false, error: tooLarge(size) };
    return withinLimit(name, new Uint8Array(await readFile(path)));
  } catch (error) {
    return { ok: false, error: cannotOpen(error as NodeJS.ErrnoException) };
  }
}

/** A name for each path, for people: the file's name, or the whole path where two files share a name. */
export function nameInputs(paths: readonly string[]): string[] {
  const short = paths.map((path) => (path === '-' ? 'stdin' : basename(path)));
  return short.map((name, i) =>
    short.indexOf(name) === short.lastIndexOf(name) ? name : (paths[i] ?? name),
  );
}

async function describe(path: string) {
  const stats = await stat(path);
  return { size: stats.size, isDirectory: stats.isDirectory() };
}

async function readStandardInput(): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > FILE_BYTES_MAX) break;
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function withinLimit(name: string, bytes: Uint8Array<ArrayBuffer>): Reading<FileInput> {
  return bytes.length > FILE_BYTES_MAX
    ? { ok: false, error: tooLarge(bytes.length) }
    : { ok: true, value: { name, bytes } };
}

function tooLarge(bytes: number): Failure {
  const size = `${(bytes / 1024 / 1024).toFixed(0)} MB`;
  return {
    code: 'too-large',
    message: {
      zh: `文件 ${size}，超过 512 MB 的上限。可以按页拆开后分别核对。`,
      en: `The file is ${size}, over the limit of 512 MB. Split it by pages and check the parts.`,
    },
  };
}

const folder: Failure = {
  code: 'cannot-open',
  message: {
    zh: '这是一个文件夹。请给出其中的文件，例如 文件夹/*.pdf。',
    en: 'This is a folder. Name the files in it, as in folder/*.pdf.',
  },
};

function cannotOpen(error: NodeJS.ErrnoException): Failure {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return {
        code: 'cannot-open',
        message: { zh: '没有这个文件。请检查路径。', en: 'There is no such file. Check the path.' },
      };
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'cannot-open',
        message: {
          zh: '没有读取这个文件的权限。请更改权限，或复制一份再核对。',
          en: 'There is no permission to read this file. Change its permissions, or check a copy.',
        },
      };
    default:
      return {
        code: 'cannot-open',
        message: {
          zh: `打不开这个文件（${error.message}）。`,
          en: `The file could not be opened (${error.message}).`,
        },
      };
  }
}
