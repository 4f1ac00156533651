import { describe, expect, it } from 'vitest';
import { version } from '../../../package.json' with { type: 'json' };
import { ENGINE } from '../../../pwa/work/engine.ts';
import viteConfig from '../../../vite.config.ts';

type Config = { readonly define?: Readonly<Record<string, string>> };
const configOf = (mode: string) =>
  (viteConfig as unknown as (env: { readonly mode: string }) => Config)({ mode });

describe('engine version', () => {
  it('begins with the version of the package', () => {
    expect(ENGINE.split('+')[0]).toBe(version);
  });

  it('carries one hash of all rules and readers in the extension and in the workspace', () => {
    const [extension, workspace] = ['extension', 'pwa'].map(
      (mode) => configOf(mode).define?.TIEOUT_ENGINE_HASH,
    );
    expect(extension).toMatch(/^"[0-9a-f]{12}"$/);
    expect(workspace).toBe(extension);
  });
});
