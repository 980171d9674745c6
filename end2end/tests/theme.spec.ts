// Light or dark is the reader's choice, and the server knows it before the first pixel.
import type { Page } from '@playwright/test';
import { alice, bob, expect, fillInSignIn, register, test } from '../fixtures/test.ts';

const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const themeSwitch = (page: Page) => page.getByRole('button', { name: 'Switch between light and dark' });

test('a chosen theme stays on every page, also on those without a script', async ({ page, problems }) => {
  problems.allow(/status of 404/);
  await page.emulateMedia({ colorScheme: 'light' });
  await register(page);
  const root = page.locator('html');
  await expect(root).not.toHaveAttribute('data-theme');
  const light = await ground(page);
  await expect(async () => {
    await themeSwitch(page).click();
    await expect(root).toHaveAttribute('data-theme', 'dark', { timeout: 500 });
  }).toPass();
  expect(await ground(page)).not.toBe(light);

  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Profile', level: 1 })).toBeVisible();
  const printed = await (await page.request.get('/Identity/Account/Manage')).text();
  expect(printed).toContain('data-theme="dark"');
  await expect(root).toHaveAttribute('data-theme', 'dark');

  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await expect(root).toHaveAttribute('data-theme', 'dark');
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('the theme is switched on a plain page, by keyboard too, and the way on is kept', async ({ page, problems }) => {
    problems.allow(/status of 422/);
    await page.emulateMedia({ colorScheme: 'dark' });
    const root = page.locator('html');
    await page.goto('/Identity/Account/Login?return_to=%2FIdentity%2FAccount%2FManage%2FSessions');
    await themeSwitch(page).click();
    await expect(root, 'the system is dark, so light is what is offered').toHaveAttribute('data-theme', 'light');
    await expect(page).toHaveURL(/Login\?return_to=/);
    await themeSwitch(page).press('Enter');
    await expect(root).toHaveAttribute('data-theme', 'dark');

    await fillInSignIn(page, { ...alice, password: 'not the right one' });
    await expect(page.getByRole('alert')).toBeVisible();
    await themeSwitch(page).click();
    await expect(root).toHaveAttribute('data-theme', 'light');
    await fillInSignIn(page, bob);
    await expect(page.getByRole('heading', { name: 'Sessions', level: 1 })).toBeVisible();
    await themeSwitch(page).click();
    await expect(root).toHaveAttribute('data-theme', 'dark');
    await expect(page.getByRole('heading', { name: 'Sessions', level: 1 })).toBeVisible();
  });
});
