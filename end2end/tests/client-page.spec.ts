// The page of one client: its tabs, each with an address.
import type { Page } from '@playwright/test';
import { expect, fillInSignIn, inspect, makeService, press, register, test } from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'About this client' }).getByRole('link', { name, exact: true });
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

// Shows R088, R095.
test('each tab has an address, and Back goes through them', async ({ page }) => {
  test.setTimeout(120_000);
  await register(page);
  const id = await makeService(page, 'Night import');
  await page.goto(`${LIST}/${id}`);
  await expect(panel(page, 'Overview')).toContainText('Never used');
  await inspect(page, 'client/overview');
  for (const [name, words] of [
    ['Credentials', 'Never used'],
    ['Access', 'Read and change projects'],
    ['Documentation', 'curl'],
  ] as const) {
    await tab(page, name).click();
    await expect(page).toHaveURL(`${LIST}/${id}/${name}`);
    await expect(page).toHaveTitle(`${name} · Night import · Latchkey`);
    await expect(panel(page, name)).toContainText(words);
    await expect(tab(page, name)).toHaveAttribute('aria-current', 'page');
    await inspect(page, `client/${name.toLowerCase()}`);
  }
  await page.goBack();
  await expect(panel(page, 'Access')).toBeVisible();
  await page.reload();
  await expect(panel(page, 'Access')).toBeVisible();
});

test('tabs are reached with the keyboard, and the reader goes on where the tab begins', async ({ page }) => {
  await register(page);
  const id = await makeService(page, 'Night import');
  await page.goto(`${LIST}/${id}`);
  for (const name of ['Credentials', 'Access', 'Documentation']) {
    await press(page, tab(page, name), 'Enter', name === 'Credentials' ? 'Tab' : 'Shift+Tab');
    await expect(page.getByRole('heading', { name, level: 2 })).toBeFocused();
  }
  await press(page, tab(page, 'Overview'), 'Enter', 'Shift+Tab');
  await expect(page.getByRole('heading', { name: 'Night import', level: 1 })).toBeFocused();
});

test('a link to a tab survives sign-in', async ({ page, anotherBrowser }) => {
  const person = await register(page);
  const id = await makeService(page, 'Night import');
  const other = await (await anotherBrowser()).newPage();
  await other.goto(`${LIST}/${id}/Access`);
  await fillInSignIn(other, person);
  await expect(other).toHaveURL(`${LIST}/${id}/Access`);
  await expect(panel(other, 'Access')).toBeVisible();
});

test('a tab that a client has not is no page', async ({ page, problems }) => {
  problems.allow(/status of 404/);
  await register(page);
  const id = await makeService(page, 'Night import');
  await page.goto(`${LIST}/${id}/Nowhere`);
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});

test('the printed page of a client asks for nothing more when it wakes up, on any tab', async ({ page }) => {
  await register(page);
  const id = await makeService(page, 'Night import');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  for (const place of ['', '/Access', '/Documentation']) {
    await page.goto(`${LIST}/${id}${place}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await expect(page.getByRole('menuitem', { name: 'Deactivate' })).toBeEnabled();
  }
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
});
