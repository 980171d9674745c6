// The scope picker in the form of a web server application: what is chosen, what comes with it, what speaks against it.
import type { Locator, Page } from '@playwright/test';
import { alice, expect, inspect, press, signIn, test, write } from '../fixtures/test.ts';

test.describe.configure({ timeout: 120_000 });

/** Opens the form of a web server application as somebody who may make one. */
async function openPicker(page: Page): Promise<Locator> {
  await signIn(page, alice);
  await page.goto('/Identity/Account/Manage/ApiClients/New?template=web_server_application&step=details');
  await expect(page.getByRole('button', { name: 'Continue' })).toBeEnabled();
  return page.getByRole('group', { name: 'API and other scopes' });
}

/** The tick of a scope. */
const scope = (picker: Locator, name: string): Locator => picker.getByRole('checkbox', { name, exact: true });

// Shows R071, R073.
test('a pointer chooses, sees what is included, and follows a hint', async ({ page }) => {
  const picker = await openPicker(page);
  await expect(picker.getByText('0 of 15 selected')).toBeVisible();
  await scope(picker, 'projects').check();
  await expect(picker.getByText('1 of 15 selected')).toBeVisible();
  await expect(scope(picker, 'projects.read')).toBeChecked();
  await expect(scope(picker, 'projects.read')).toBeDisabled();
  await expect(scope(picker, 'projects.read')).toHaveAccessibleDescription(/Read .*Included in projects/);
  await scope(picker, 'api1').check();
  await scope(picker, 'admin').check();
  await expect(picker.getByText('Admin already includes everything. Do you need it?')).toBeVisible();
  await expect(picker.getByText('api1 already covers projects.')).toBeVisible();
  await inspect(page, 'console/scope-picker');
  await picker.getByRole('button', { name: 'Remove admin' }).click();
  await picker.getByRole('button', { name: 'Remove projects' }).click();
  await expect(picker.getByText('1 of 15 selected')).toBeVisible();
  await expect(picker.getByText('Do you need it?')).toHaveCount(0);

  await picker.getByLabel('Search scopes').fill('webhooks where');
  await expect(scope(picker, 'webhooks')).toBeVisible();
  await expect(scope(picker, 'tasks')).toBeHidden();
  // A form is sent within the press of the key, so nothing has to be waited for.
  await page.evaluate(() => document.addEventListener('submit', () => (document.body.dataset.sent = 'yes'), true));
  await page.getByLabel('Search scopes').press('Enter');
  await expect(page.locator('body'), 'to look for a scope is not to send the form').not.toHaveAttribute('data-sent');
  await expect(page.getByRole('heading', { name: 'A web server application' })).toBeVisible();
  await picker.getByLabel('Search scopes').fill('nothing like it');
  await expect(picker.getByText('No scope is called or described as')).toBeVisible();
  await picker.getByLabel('Search scopes').fill('');

  await picker.getByRole('button', { name: 'Reporting tool' }).click();
  await expect(picker.getByText('3 of 15 selected')).toBeVisible();
  await expect(picker.getByRole('button', { name: 'Reporting tool' })).toHaveAttribute('aria-pressed', 'true');
  for (const name of ['projects.read', 'tasks.read', 'reports']) await expect(scope(picker, name)).toBeChecked();
  await page.reload();
  await expect(picker.getByText('3 of 15 selected'), 'a reload keeps the choice').toBeVisible();
});

// Shows R073, W5.
test('the keyboard alone searches, chooses, takes back, and follows a hint', async ({ page }) => {
  const picker = await openPicker(page);
  await press(page, picker.getByRole('button', { name: 'Read-only dashboard' }));
  await expect(scope(picker, 'api1.read')).toBeChecked();
  await write(page, picker.getByLabel('Search scopes'), 'api1');
  await press(page, scope(picker, 'api1.read'), 'Space');
  await expect(scope(picker, 'api1.read')).not.toBeChecked();
  await expect(picker.getByText('0 of 15 selected')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(picker.getByText('1 of 15 selected')).toBeVisible();

  await write(page, picker.getByLabel('Search scopes'), '', 'Shift+Tab');
  await press(page, scope(picker, 'admin'), 'Space');
  await expect(picker.getByText('Admin already includes everything. Do you need it?')).toBeVisible();
  await press(page, picker.getByRole('button', { name: 'Remove admin' }), 'Enter', 'Shift+Tab');
  await expect(scope(picker, 'admin')).not.toBeChecked();
  await expect(picker.getByText('Do you need it?')).toHaveCount(0);
  await press(page, page.getByRole('button', { name: 'Continue' }));
  await expect(page.getByRole('alert'), 'the way on is still before the reader').toBeVisible();
});
