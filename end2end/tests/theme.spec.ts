// Light or dark is the reader's choice, and the server knows it before the first pixel.
import { expect, register, test } from '../fixtures/test.ts';

test('a chosen theme stays on every page, also on those without a script', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await register(page);
  const root = page.locator('html');
  await expect(root).not.toHaveAttribute('data-theme');
  const light = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await expect(async () => {
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    await expect(root).toHaveAttribute('data-theme', 'dark', { timeout: 500 });
  }).toPass();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).not.toBe(light);

  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Profile', level: 1 })).toBeVisible();
  const printed = await (await page.request.get('/Identity/Account/Manage')).text();
  expect(printed).toContain('data-theme="dark"');
  await expect(root).toHaveAttribute('data-theme', 'dark');
});
