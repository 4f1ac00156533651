import { defineManifest } from '@crxjs/vite-plugin';

export default defineManifest({
  manifest_version: 3,
  name: '勾稽 Tieout',
  version: '0.1.0',
  description: '核对公开预算里的每一个数。Checks the figures of published government budgets.',
  // The public half of a key pair: it fixes the extension's id, so that workspace and extension know each other.
  key: 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAs0BALW0KAc0Eslo1Z1lAtYp8X0rpjp0YaplBLks18wzaR3FKF8xO8MLqYEfCHiFZ5Xu6C0j0iEWIgsakgoSANI1ng9BW8cELElY7M0ElOykPk4JwJMG1ilb0Eqk2vunO9KC1MDK0B/jnYez6aOPCqGBQyItzFr0nX9lZhgHfJWCslB0U+yMRy3/xJ+g/10POx+4OlBzkxn1RvPdgin7UamPWnDUoqRreI8u1lJGCg0On8jTiJ/30VDzUR31tvZHlPYQY+/y1BPHjWicnRe+vXwZ6/6F1DC9jLWKh7EblIpEXvxCAVRdsTJBMYmFiqh5rXsIe0/TORRBzNwkfRsme4wIDAQAB',
  minimum_chrome_version: '120',
  action: { default_title: '勾稽 Tieout' },
  background: { service_worker: 'extension/background/background.ts', type: 'module' },
  permissions: ['activeTab', 'scripting', 'storage'],
});
