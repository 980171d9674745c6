import { existsSync } from 'node:fs';
import { defineConfig, type ReporterDescription } from '@playwright/test';

// The Chromium that is named, the distribution's, or Playwright's own.
const named = process.env.LATCHKEY_CHROMIUM ?? '/usr/bin/chromium';
const executablePath = existsSync(named) ? named : undefined;

const results = process.env.LATCHKEY_E2E_RESULTS;
const reporter: ReporterDescription[] = [['list']];
if (results) reporter.push(['json', { outputFile: results }]);

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  reporter,
  workers: 2,
  // A journey that passes at the second try has found something.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
    // What a button `Copy` has copied is read back.
    permissions: ['clipboard-read', 'clipboard-write'],
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      // Quiet on a closed network, and able to start as root in a container.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
