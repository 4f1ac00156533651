import type { ObtainedFile } from '../storage/record.ts';

/** The documents of the sample case, where the build has them: published ones, with their own errors. */
const SAMPLES = import.meta.glob<string>('../../test/documents/qingpu-2023*.pdf', {
  query: '?url',
  import: 'default',
  eager: true,
});

export function hasSample(): boolean {
  return Object.keys(SAMPLES).length > 0;
}

export async function fetchSample(): Promise<readonly ObtainedFile[]> {
  return Promise.all(
    Object.entries(SAMPLES).map(async ([path, address]) => ({
      name: path.slice(path.lastIndexOf('/') + 1),
      mediaType: 'application/pdf',
      bytes: new Uint8Array(await (await fetch(address)).arrayBuffer()),
      method: 'sample' as const,
    })),
  );
}
