import type { defineManifest } from '@crxjs/vite-plugin';

const manifest = {
  manifest_version: 3,
  name: '勾稽 Tieout',
  version: '0.1.0',
  description: '核对公开预算里的每一个数。Checks the figures of published government budgets.',
  action: { default_title: '勾稽 Tieout' },
  background: { scripts: ['extension/background/background.ts'], type: 'module' },
  permissions: ['activeTab', 'scripting', 'storage'],
  browser_specific_settings: {
    gecko: { id: 'tieout@tieout.example', data_collection_permissions: { required: ['none'] } },
  },
};

export default manifest as unknown as ReturnType<typeof defineManifest>;
