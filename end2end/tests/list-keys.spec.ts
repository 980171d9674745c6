// The list of clients with the keyboard alone: ordered, leafed through, and what is offered when all places are taken.
// (Searching and filtering: list.spec.ts.)
import type { Page } from '@playwright/test';
import { call, chooseByKeys, expect, makeService, press, register, rowOf, tabTo, test } from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

const names = (page: Page) => page.getByRole('rowheader').getByRole('link');

// Shows R101, W5.
test('the order is chosen, and the focus stays on the choice', async ({ page }) => {
  await register(page);
  for (const name of ['Beta', 'Gamma', 'Alpha']) await makeService(page, name);
  await page.goto(LIST);
  await expect(names(page)).toHaveText(['Alpha', 'Gamma', 'Beta']);
  const order = page.getByLabel('Sort by');
  await tabTo(page, order);
  for (const [address, expected] of [
    ['-createdAt|createdAt', ['Beta', 'Gamma', 'Alpha']],
    ['clientName', ['Alpha', 'Beta', 'Gamma']],
    ['-clientName', ['Gamma', 'Beta', 'Alpha']],
  ] as const) {
    await page.keyboard.press('ArrowDown');
    await expect(page).toHaveURL(new RegExp(`[?&]sort=(${address})$`));
    await expect(names(page)).toHaveText([...expected]);
    await expect(order).toBeFocused();
  }
});

// Shows R101, W5.
test('a long list is leafed through, and each page begins at its heading', async ({ page }) => {
  await register(page);
  for (let number = 0; number < 26; number += 1) {
    const clientId = await makeService(page, `Service ${number}`);
    await call(page, 'clients/deactivate', { clientId });
  }
  await page.goto(LIST);
  const pages = page.getByRole('navigation', { name: 'Pages of the list' });
  await press(page, pages.getByRole('link', { name: 'Next' }), 'Enter', 'Shift+Tab');
  await expect(names(page)).toHaveText(['Service 0']);
  await expect(page.getByRole('heading', { name: 'API Clients', level: 1, exact: true })).toBeFocused();
  await press(page, pages.getByRole('link', { name: 'Previous' }));
  await expect(names(page)).toHaveCount(25);
});

// Shows R098, R099, W5.
test('who has no place left is led to a client that can go, and has a place again', async ({ page }) => {
  await register(page);
  for (let number = 0; number < 10; number += 1) await makeService(page, `Service ${number}`);
  await page.goto(LIST);
  const way = page.getByRole('main').getByRole('button', { name: 'Create API client' });
  await press(page, way);
  const full = page.getByRole('dialog', { name: 'All 10 places are taken' });
  await expect(full).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(way, 'the focus comes back').toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, full.getByRole('link', { name: 'Show active clients that were never used' }));
  await expect(page).toHaveURL(`${LIST}?status=active&neverUsed=true`);
  await expect(full).toBeHidden();

  await chooseByKeys(page, rowOf(page, 'Service 3').getByRole('button', { name: 'More actions' }), 'Deactivate');
  await press(page, page.getByRole('dialog', { name: 'Deactivate Service 3?' }).getByRole('button', { name: 'Deactivate' }));
  await expect(page.getByText('9 of 10 active')).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Create API client' })).toBeVisible();
});
