import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** Where results go. A file appears whole or not at all. */
export interface Output {
  write(part: string | Uint8Array): Promise<void>;
  close(): Promise<void>;
  /** Leaves nothing half-written behind. */
  abandon(): Promise<void>;
}

/** A file at `path`, or the standard output without one. */
export async function openOutput(path: string | undefined): Promise<Output> {
  if (path === undefined) return standardOutput;
  const partial = `${path}.part`;
  const handle = await open(partial, 'w');
  return fileOutput(handle, partial, path);
}

function fileOutput(handle: FileHandle, partial: string, path: string): Output {
  return {
    write: async (part) => {
      await handle.writeFile(part);
    },
    async close() {
      await handle.close();
      await rename(partial, path);
    },
    async abandon() {
      await handle.close().catch(() => {});
      await rm(partial, { force: true });
    },
  };
}

const standardOutput: Output = {
  write: (part) =>
    new Promise((resolve, reject) => {
      process.stdout.write(part, (error) => (error ? reject(error) : resolve()));
    }),
  close: async () => {},
  abandon: async () => {},
};
