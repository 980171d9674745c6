// What of the bundle a page loads, and what people see when a part of it does not come.
import type { Page } from '@playwright/test';
import { expect, inspect, makeService, register, rowOf, test } from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

// The names of the WebAssembly files that a page asks for from now on, in order.
const watchParts = (page: Page): string[] => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const name = new URL(request.url()).pathname.split('/').pop() ?? '';
    if (name.endsWith('.wasm')) asked.push(name);
  });
  return asked;
};

const edit = (page: Page, name: string) => rowOf(page, name).getByRole('button', { name: 'Edit' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Edit Night import' });

test('the list loads no part that only other pages and dialogs need, and each part comes once', async ({ page }) => {
  await register(page);
  await makeService(page, 'Night import');
  const asked = watchParts(page);
  await page.goto(LIST);
  await expect(edit(page, 'Night import')).toBeEnabled();
  expect(asked).toEqual(['app_bg.wasm']);
  for (let times = 0; times < 2; times += 1) {
    await edit(page, 'Night import').click();
    await expect(dialog(page).getByLabel('Service name')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(edit(page, 'Night import')).toBeFocused();
  }
  expect(asked.filter((name) => name === 'split_edit.wasm')).toHaveLength(1);
});

// The addresses of the bundle's files that the page of the wizard prints.
const printedFiles = async (page: Page): Promise<string[]> => {
  const printed = await (await page.request.get(`${LIST}/New`)).text();
  return [...printed.matchAll(/<link rel="(?:module)?preload" href="(\/pkg\/[^"]+)"/g)].map(([, address]) => address ?? '');
};

// Shows S1, S2, S3.
test('what a page names is the same for everybody, packed, and may be kept for ever', async ({ page, anotherBrowser }) => {
  await register(page);
  const files = await printedFiles(page);
  expect(files.map((address) => address.split('/').pop())).toEqual(
    expect.arrayContaining(['app.js', '__wasm_split.js', 'app_bg.wasm', 'split_wizard.wasm']),
  );
  for (const address of files) {
    const answer = await page.request.get(address, { headers: { 'accept-encoding': 'br' } });
    expect(answer.status(), address).toBe(200);
    expect(answer.headers()['content-encoding'], address).toBe('br');
    expect(answer.headers()['cache-control'], address).toBe('public, max-age=31536000, immutable');
  }
  const other = await (await anotherBrowser()).newPage();
  await register(other);
  expect(await printedFiles(other)).toEqual(files);
});

test('the page of the wizard names its part, so that both come at once and nothing is asked for later', async ({ page }) => {
  await register(page);
  const named = (await printedFiles(page)).map((address) => address.split('/').pop()).filter((name) => name?.endsWith('.wasm'));
  const asked = watchParts(page);
  await page.goto(`${LIST}/New`);
  await page.getByRole('radio', { name: 'Backend Service' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('Service name')).toBeVisible();
  expect([...asked].sort()).toEqual([...named].sort());
});

test('a form that does not come says so in the dialog, and comes at the next try', async ({ page, problems }) => {
  problems.allow(/Failed to load resource|Failed to fetch|TypeError/);
  await register(page);
  await makeService(page, 'Night import');
  await page.goto(LIST);
  await page.route('**/split_edit.wasm', (route) => route.abort());
  await edit(page, 'Night import').click();
  await expect(dialog(page)).toContainText('This could not be loaded');
  await inspect(page, 'console/edit-not-loaded');
  await page.unroute('**/split_edit.wasm');
  await dialog(page).getByRole('button', { name: 'Try again' }).click();
  await expect(dialog(page).getByLabel('Service name')).toBeFocused();
  await dialog(page).getByLabel('Service name').fill('Day import');
  await dialog(page).getByRole('button', { name: 'Save Changes' }).click();
  await expect(rowOf(page, 'Day import')).toBeVisible();
});

test('steps that do not come say so in their place, and come at the next try', async ({ page, problems }) => {
  problems.allow(/Failed to load resource|Failed to fetch|TypeError/);
  await register(page);
  await page.goto(LIST);
  await page.route('**/split_wizard.wasm', (route) => route.abort());
  await page.getByRole('link', { name: 'Create API client' }).click();
  await expect(page.getByText('This could not be loaded')).toBeVisible();
  await inspect(page, 'console/wizard-not-loaded');
  await page.unroute('**/split_wizard.wasm');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('radio', { name: 'Backend Service' }).check();
  await expect(page.getByRole('button', { name: 'Continue' })).toBeEnabled();
});

test('a wizard that was printed and whose part does not come can still be read', async ({ page, problems }) => {
  problems.allow(/Failed to load resource|Failed to fetch|TypeError|preload/);
  await register(page);
  await page.route('**/split_wizard.wasm', (route) => route.abort());
  await page.goto(`${LIST}/New`);
  await expect(page.getByRole('radio', { name: 'Backend Service' })).toBeVisible();
});
