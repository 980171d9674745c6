// The journeys are only as honest as the watch that is kept over them, so the watch is tested too. No server is needed.
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, inEveryLook, test } from '../fixtures/test.ts';

test.use({ baseURL: undefined });

const address = 'http://harness.test/';

async function show(page: Page, body: string, policy = "default-src 'self'"): Promise<void> {
  const html = `<!DOCTYPE html><html lang="en"><title>Harness</title><main><h1>Harness</h1>${body}</main></html>`;
  await page.route(`${address}**`, (route) =>
    route.fulfill({ contentType: 'text/html', headers: { 'Content-Security-Policy': policy }, body: html }),
  );
  await page.goto(address);
}

test('a page without a fault passes', async ({ page }) => {
  await show(page, '<p>Nothing to see</p>');
  await expect(page.getByRole('heading', { name: 'Harness' })).toBeVisible();
});

test('an error on the console is noticed', async ({ page, problems }) => {
  await show(page, '');
  await page.evaluate(() => console.error('broken'));
  await expect.poll(() => problems.unexpected()).toEqual([expect.stringContaining('broken')]);
  problems.allow(/broken/);
});

test('an uncaught exception is noticed', async ({ page, problems }) => {
  await show(page, '<script>throw new Error("thrown")</script>', "script-src 'unsafe-inline'");
  await expect.poll(() => problems.unexpected()).toContain('uncaught: thrown');
  problems.allow(/thrown/);
});

test('a violation of the policy is noticed', async ({ page, problems }) => {
  await show(page, '<p style="color: red">Red</p>');
  await expect.poll(() => problems.unexpected()).toContainEqual(expect.stringMatching(/^policy: style-src-attr blocked inline/));
  problems.allow(/Content Security Policy|^policy: style-src-attr/);
});

test('a violation of the policy is noticed with scripts off', async ({ anotherBrowser, problems }) => {
  const context = await anotherBrowser({ javaScriptEnabled: false });
  await show(await context.newPage(), '<p style="color: red">Red</p>');
  await expect.poll(() => problems.unexpected()).toContainEqual(expect.stringMatching(/^console: .*Content Security Policy/));
  problems.allow(/Content Security Policy/);
});

test('a problem that nobody allowed fails the test', async ({ page, problems }) => {
  test.fail();
  await show(page, '');
  await page.evaluate(() => console.error('broken'));
  await expect.poll(() => problems.unexpected()).toHaveLength(1);
});

test('a page that a screen reader cannot read fails the test', async ({ page }) => {
  test.fail();
  await show(page, '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "default-src 'self' data:");
  await expectAccessible(page);
});

test('a page that is wider than a phone fails the test', async ({ page }) => {
  test.fail();
  await show(page, '<style>p { width: 400px }</style><p>Wide</p>', "style-src 'unsafe-inline'");
  await inEveryLook(page, () => expectNoSidewaysScroll(page));
});

test('every look is looked at', async ({ page }) => {
  await show(page, '<p>Look</p>');
  const seen: string[] = [];
  await inEveryLook(page, async ({ scheme, width }) => {
    const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    const actual = await page.evaluate(() => innerWidth);
    seen.push(`${dark ? 'dark' : 'light'} ${actual}`);
    expect(`${scheme} ${width}`).toBe(seen.at(-1));
    await expectAccessible(page);
  });
  expect(seen).toEqual(['light 320', 'light 1280', 'dark 320', 'dark 1280']);
});
