// What moves: dialogs and toasts come in softly, unless the reader's system asks for none; a toast stays long enough.
import type { Page } from '@playwright/test';
import { chooseByKeys, expect, makeService, press, register, rowOf, tabTo, test } from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

declare global {
  interface Window {
    moved: { what: string; seconds: number }[];
  }
}

/** Notes everything that moves on a page, and for how long. */
async function noteMotion(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.moved = [];
    for (const kind of ['animationend', 'transitionend'] as const) {
      document.addEventListener(kind, (event) => {
        const what = 'animationName' in event ? event.animationName : event.propertyName;
        window.moved.push({ what, seconds: event.elapsedTime });
      });
    }
  });
}

/** A service of somebody new is switched off with the keyboard alone. */
async function deactivate(page: Page): Promise<void> {
  await register(page);
  await makeService(page, 'Night import');
  await page.goto(LIST);
  await chooseByKeys(page, rowOf(page, 'Night import').getByRole('button', { name: 'More actions' }), 'Deactivate');
  const question = page.getByRole('dialog', { name: 'Deactivate Night import?' });
  await press(page, question.getByRole('button', { name: 'Deactivate' }));
  await expect(page.locator('.toast')).toHaveText('Night import is deactivated.');
}

test.describe('where the system asks for nothing', () => {
  test.use({ contextOptions: { reducedMotion: 'no-preference' } });

  test('a dialog and a toast come in softly', async ({ page }) => {
    await noteMotion(page);
    await deactivate(page);
    // A dialog takes 160 ms and a toast 180.
    await expect
      .poll(() => page.evaluate(() => window.moved.filter(({ what }) => what === 'rise').map(({ seconds }) => seconds)))
      .toEqual([0.16, 0.18]);
  });
});

// Shows W5.
test('where the system asks for no motion nothing moves', async ({ page }) => {
  await noteMotion(page);
  await deactivate(page);
  const moved = () => page.evaluate(() => window.moved);
  await expect.poll(async () => (await moved()).length, 'it comes in at once').toBeGreaterThanOrEqual(2);
  expect((await moved()).filter(({ seconds }) => seconds > 0.001)).toEqual([]);
  const endless = await page.evaluate(() => document.getAnimations().map((one) => one.effect?.getComputedTiming().iterations));
  expect(endless.filter((times) => times !== 1)).toEqual([]);
});

test('a toast stays for six seconds or more', async ({ page }) => {
  await deactivate(page);
  const began = Date.now();
  await expect(page.locator('.toast')).toBeHidden({ timeout: 12_000 });
  expect(Date.now() - began, 'WCAG 2.2.1').toBeGreaterThanOrEqual(6_000);
});

test('a toast stays as long as it has the focus, and goes when it is dismissed', async ({ page }) => {
  await deactivate(page);
  const toast = page.locator('.toast');
  await tabTo(page, toast.getByRole('button', { name: 'Dismiss' }), 'Shift+Tab');
  await page.waitForTimeout(8_000);
  await expect(toast).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(toast).toBeHidden();
});
