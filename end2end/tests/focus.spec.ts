// Where the focus is after a dialog: on what opened it, also when the page was printed anew meanwhile, or on the heading.
import type { Page } from '@playwright/test';
import { expect, makeService, openForm, register, reveal, rowOf, test } from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

const button = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true });
const said = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });

/** A service of somebody new, and its page or a tab of it before them, awake. */
async function openService(page: Page, tab = ''): Promise<string> {
  await register(page);
  const id = await makeService(page, 'Night import');
  await page.goto(`${LIST}/${id}${tab}`);
  await expect(button(page, 'Edit'), 'the script has come').toBeEnabled();
  return id;
}

/** Leaves the dialog that shows a secret with the keyboard. */
async function storeIt(page: Page): Promise<void> {
  await expect(reveal(page)).toBeVisible();
  await page.getByLabel('I have stored it').press('Space');
  await page.getByRole('button', { name: 'Done' }).press('Enter');
  await expect(reveal(page)).toBeHidden();
}

test('a client that was switched off and on keeps the focus where it was', async ({ page }) => {
  await openService(page);
  await button(page, 'Deactivate').press('Enter');
  const question = page.getByRole('dialog', { name: 'Deactivate Night import?' });
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button(page, 'Deactivate')).toBeFocused();

  await page.keyboard.press('Enter');
  await question.getByRole('button', { name: 'Deactivate' }).press('Enter');
  await expect(said(page, 'Night import is deactivated.')).toBeVisible();
  await expect(button(page, 'Activate')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(said(page, 'Night import is active again.')).toBeVisible();
  await expect(button(page, 'Deactivate')).toBeFocused();

  await button(page, 'More actions').press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Regenerate secret' })).toBeFocused();
  await page.getByRole('menuitem', { name: 'Deactivate' }).press('Enter');
  await question.getByRole('button', { name: 'Deactivate' }).press('Enter');
  await expect(button(page, 'Activate')).toBeVisible();
  await expect(button(page, 'More actions')).toBeFocused();
});

test('a new secret gives the focus back, and one that went leaves it on the heading', async ({ page }) => {
  await openService(page, '/Credentials');
  for (const name of ['Add secret', 'Regenerate secret']) {
    await button(page, name).press('Enter');
    await expect(page.getByRole('dialog').getByRole('button', { name, exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(button(page, name), 'nothing was done').toBeFocused();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).press('Enter');
    await storeIt(page);
    await expect(button(page, name)).toBeFocused();
  }
  await page.getByRole('button', { name: /^Remove: / }).first().press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).press('Enter');
  await expect(said(page, 'is removed.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Credentials', level: 2 })).toBeFocused();
});

test('a row that was deleted leaves the focus on the heading of the list', async ({ page }) => {
  await register(page);
  await makeService(page, 'Night import');
  await makeService(page, 'Day import');
  await page.reload();
  await rowOf(page, 'Day import').getByRole('button', { name: 'More actions' }).press('ArrowUp');
  await page.getByRole('menuitem', { name: 'Delete' }).press('Enter');
  await page.getByLabel("Type the client's name to confirm").fill('Day import');
  await page.keyboard.press('Enter');
  await expect(rowOf(page, 'Day import')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'API Clients', level: 1, exact: true })).toBeFocused();
});

test('what goes away with its press leaves the focus beside it', async ({ page }) => {
  await register(page);
  await page.goto(`${LIST}?neverUsed=true`);
  for (const name of ['Clear search and filters', 'Show all clients']) {
    await page.goto(`${LIST}?neverUsed=true`);
    await page.getByRole('link', { name }).press('Enter');
    await expect(page.getByText('No API clients yet')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'API Clients', level: 1, exact: true })).toBeFocused();
  }
  await openForm(page, 'Personal Access Token');
  await page.getByLabel('Token expiration').selectOption('Never');
  await page.getByRole('button', { name: 'Use 90 days instead' }).press('Enter');
  await expect(page.getByLabel('Token expiration')).toBeFocused();
  await expect(page.getByLabel('Token expiration')).toHaveValue('90 days');
});

test('a client that was deleted from its page leaves the focus on the heading of the list', async ({ page }) => {
  await openService(page);
  await button(page, 'Delete').press('Enter');
  const name = page.getByRole('dialog', { name: 'Delete Night import?' }).getByLabel("Type the client's name to confirm");
  await expect(name).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button(page, 'Delete')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(name).toBeFocused();
  await page.keyboard.type('Night import');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No API clients yet')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'API Clients', level: 1, exact: true })).toBeFocused();
});
