import { defineConfig } from '@playwright/test';

/** End-to-end tests: a real Chromium with the built extension loaded (`npm run e2e` builds first). */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // One browser at a time: each test has a profile of its own and some stop its service worker.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
});
