import { defineConfig } from '@playwright/test';

/** End-to-end tests in a real Chromium; they load what `npm run build` made. One browser at a time: two cores are common. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'dist/e2e',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  forbidOnly: process.env.CI !== undefined,
});
