// What stands in the place of what is slow: grey lines after a moment, and nothing moves when the rest comes.
import type { Page } from '@playwright/test';
import { expect, makeService, register, rowOf, test } from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

// Holds back what a page asks for, by the end of its address.
const slow = (page: Page, what: string) =>
  page.route(what, async (route) => {
    await new Promise((done) => setTimeout(done, 1_200));
    await route.continue();
  });

// How far things move from now on, other than by what somebody pressed (Layout Instability, "layout shift score").
const watchMoves = async (page: Page): Promise<() => Promise<number>> => {
  await page.evaluate(() => {
    const seen = { moved: 0 };
    (window as any).seen = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as any[]) if (!entry.hadRecentInput) seen.moved += entry.value;
    }).observe({ type: 'layout-shift' });
  });
  return () => page.evaluate(() => (window as any).seen.moved as number);
};

for (const width of [1280, 320]) {
  test(`the page of a client and what its tabs fetch move nothing when they come, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await register(page);
    await makeService(page, 'Night import');
    await page.goto(LIST);
    await expect(rowOf(page, 'Night import').getByRole('button', { name: 'Edit' })).toBeEnabled();
    for (const what of ['**/api/console/clients/find', '**/api/console/secrets/list', '**/api/console/clients/first-call']) {
      await slow(page, what);
    }
    const moved = await watchMoves(page);
    await rowOf(page, 'Night import').getByRole('link', { name: 'Night import' }).click();
    await expect(page.locator('.skeleton')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Overview' })).toBeVisible();
    for (const name of ['Credentials', 'Documentation']) {
      await page.getByRole('navigation', { name: 'About this client' }).getByRole('link', { name, exact: true }).click();
      await expect(page.locator('.skeleton').first()).toBeVisible();
      await expect(page.locator('.skeleton')).toHaveCount(0);
    }
    expect(await moved()).toBeLessThan(0.05);
  });

  test(`the wizard moves nothing when its part comes late, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await register(page);
    await page.goto(LIST);
    await slow(page, '**/split_wizard.wasm');
    const moved = await watchMoves(page);
    await page.getByRole('link', { name: 'Create API client' }).click();
    await expect(page.locator('.skeleton')).toBeVisible();
    await expect(page.getByRole('radio', { name: 'Backend Service' })).toBeVisible();
    expect(await moved()).toBeLessThan(0.05);
  });
}
