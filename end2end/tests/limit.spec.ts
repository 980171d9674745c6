// Ten active clients are enough for one account; the eleventh meets a reason and three ways out.
import type { Page } from '@playwright/test';
import { deactivate, expect, expectClientList, fillInForm, leaveReveal, openForm, register, test } from '../fixtures/test.ts';

const REMEDIES =
  'You have 10 active clients, the most an account may have. ' +
  'Deactivate a client you no longer use, delete one, or use one client for several jobs.';

/** Makes clients as the console does, without walking through the wizard each time. */
async function makeTokens(page: Page, count: number): Promise<void> {
  const statuses = await page.evaluate(async (count) => {
    const made = Array.from({ length: count }, (_, at) =>
      fetch('/api/console/clients/create', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ client: { template: 'personal_access_token', clientName: `Token ${at + 1}` } }),
      }),
    );
    return (await Promise.all(made)).map((answer) => answer.status);
  }, count);
  expect(statuses).toEqual(Array(count).fill(200));
}

// Shows R098, R099.
test('the eleventh active client is refused with three remedies, and one of them helps', async ({ page, problems }) => {
  problems.allow(/status of 409/);
  await register(page);
  await makeTokens(page, 9);
  await openForm(page, 'Personal Access Token');
  await fillInForm(page, 'Personal Access Token', { name: 'The eleventh' });
  await page.getByRole('button', { name: 'Continue' }).click();
  // Meanwhile, in another window, the last place is taken.
  const other = await page.context().newPage();
  await other.goto('/Identity/Account/Manage/ApiClients');
  await makeTokens(other, 1);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('alert')).toContainText(REMEDIES);
  await expect(page.getByRole('alert').getByRole('link')).toHaveCount(3);

  await other.reload();
  await expect(other.getByText('10 of 10 active')).toBeVisible();
  const remedy = other.getByRole('link', { name: 'Show active clients that were never used' });
  await expect(remedy).toBeVisible();
  await other.goto('/Identity/Account/Manage/ApiClients/New');
  await expect(other.getByText(REMEDIES)).toBeVisible();
  await remedy.click();
  await expect(other).toHaveURL(/\?status=active&neverUsed=true$/);
  await other.goto('/Identity/Account/Manage/ApiClients');
  await other.getByRole('button', { name: 'Create API client' }).click();
  const full = other.getByRole('dialog', { name: 'All 10 places are taken' });
  await expect(full).toContainText(REMEDIES);
  await full.getByRole('button', { name: 'Back to the list' }).click();
  await deactivate(other, 'Token 3');
  await expect(other.getByText('9 of 10 active')).toBeVisible();
  await expect(other.getByRole('link', { name: 'Create API client' })).toBeVisible();

  await page.getByRole('button', { name: 'Create' }).click();
  await leaveReveal(page);
  await expect(page.getByText('10 of 10 active')).toBeVisible();
});

// Shows R098.
test('a client that was switched off can not come back while all places are taken', async ({ page, problems }) => {
  problems.allow(/status of 409/);
  await register(page);
  await makeTokens(page, 10);
  await page.reload();
  await deactivate(page, 'Token 3');
  await makeTokens(page, 1);
  await page.getByRole('row').filter({ hasText: 'Token 3' }).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Activate' }).click();
  await expect(page.getByRole('alert')).toContainText(`Token 3 is still inactive. ${REMEDIES}`);
  await expect(page.getByRole('alert').getByRole('link')).toHaveCount(3);
  await expectClientList(page);
});
