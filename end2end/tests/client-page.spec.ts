// The page of one client: its tabs, each with an address.
import type { Page } from '@playwright/test';
import { answerTo, expect, fillInSignIn, inspect, makeKnownService, makeService, register, test } from '../fixtures/test.ts';

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

// Shows R095.
test('the moment of the last use is there to be read, whoever has no pointer', async ({ page, latchkey }) => {
  await register(page);
  const { id, secret } = await makeKnownService(page, 'Night import');
  expect(await answerTo(latchkey, id, secret)).toBe(200);
  const exact = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' });
  for (const address of [LIST, `${LIST}/${id}`, `${LIST}/${id}/Credentials`]) {
    const used = page.locator('time.exactly').last();
    await expect(async () => {
      await page.goto(address);
      await expect(used).toBeVisible({ timeout: 1_000 });
      const machine = await used.getAttribute('datetime');
      await expect(used).toHaveText(exact.format(new Date(machine!)), { timeout: 1_000 });
      expect(Math.abs(Date.now() - Date.parse(machine!))).toBeLessThan(60_000);
    }, address).toPass();
  }
});

test('only the first look at a tab is said to be loading', async ({ page }) => {
  await register(page);
  const { id } = await makeKnownService(page, 'Night import');
  await page.goto(`${LIST}/${id}`);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver((changes) => {
      for (const node of changes.flatMap((change) => [...change.addedNodes])) {
        const parts = node instanceof Element ? [node, ...node.querySelectorAll('[role=status]')] : [];
        // In the dialog of a new secret its first call is loaded, and that is new.
        const said = parts.filter((part) => part.matches('[role=status]') && !part.closest('dialog'));
        heard.push(...said.map((part) => part.textContent ?? ''));
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  const loading = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.filter((words) => words.includes('Loading')).length);
  for (const [name, words] of [
    ['Credentials', '1 of 5 secrets work.'],
    ['Documentation', 'The first call'],
  ] as const) {
    await tab(page, name).click();
    await expect(panel(page, name)).toContainText(words);
    expect(await loading(), `the first look at ${name} is announced`).toBeGreaterThan(0);
  }
  const before = await loading();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByText('Inactive', { exact: true })).toBeVisible();
  await tab(page, 'Credentials').click();
  await panel(page, 'Credentials').getByRole('button', { name: 'Add secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add secret' }).click();
  await expect(panel(page, 'Credentials').getByText('2 of 5 secrets work.')).toBeAttached();
  await page.getByLabel('I have stored it').check();
  await page.getByRole('button', { name: 'Done' }).click();
  await panel(page, 'Credentials').getByRole('button', { name: /^Remove: / }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(panel(page, 'Credentials')).toContainText('1 of 5 secrets work.');
  expect(await loading(), 'what was there before stays').toBe(before);
});

test('tabs are reached with the keyboard, and the reader goes on where the tab begins', async ({ page }) => {
  await register(page);
  const id = await makeService(page, 'Night import');
  await page.goto(`${LIST}/${id}`);
  await tab(page, 'Overview').focus();
  await page.keyboard.press('Tab');
  await expect(tab(page, 'Credentials')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Credentials', level: 2 })).toBeFocused();
  await tab(page, 'Overview').press('Enter');
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
