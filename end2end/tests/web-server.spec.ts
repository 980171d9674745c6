// A Web Server Application, from the card to the key and the secret, and the link that fills a form in. (With the keyboard
// alone: wizard-keys.spec.ts.)
import type { Page } from '@playwright/test';
import { alice, bob, copied, expect, inspect, leaveReveal, reveal, rowOf, signIn, test } from '../fixtures/test.ts';

test.describe.configure({ timeout: 120_000 });

const NEW = '/Identity/Account/Manage/ApiClients/New';

/** Opens the form by its card. */
async function openForm(page: Page): Promise<void> {
  await page.goto(NEW);
  await page.getByRole('radio', { name: 'Web Server Application' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'A web server application' })).toBeVisible();
}

// Shows R131, R132, R133, R135, R136, R137, R138, R141, R142, R143, R144.
test('a manager makes one with a pointer', async ({ page }) => {
  await signIn(page, alice);
  await page.goto(NEW);
  await inspect(page, 'console/wizard-cards-of-a-manager');
  await openForm(page);
  await page.getByLabel('Name', { exact: true }).fill('Customer portal');

  const policy = page.getByText('Every request has to name the scopes it needs');
  await expect(policy).toBeVisible();
  await page.getByRole('checkbox', { name: 'Authorization Code' }).uncheck();
  await expect(policy).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Redirect URL' })).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Authorization Code' }).check();

  const days = page.getByLabel('Refresh token lifetime (days)');
  await expect(days).toHaveValue('30');
  await expect(days).toBeDisabled();
  await page.getByRole('checkbox', { name: 'Refresh Token' }).check();
  await days.fill('90');

  await page.getByLabel('Redirect URL', { exact: true }).fill('https://portal.example.com/callback');
  await page.getByRole('button', { name: 'Add URL' }).click();
  await expect(page.getByLabel('Redirect URL 2')).toBeFocused();
  await page.getByLabel('Redirect URL 2').fill('http://portal.example.com/other\nhttps://staging.example.com/callback');
  await expect(page.getByLabel('Redirect URL 3')).toHaveValue('https://staging.example.com/callback');
  await expect(page.getByText('Only localhost may use http.')).toBeVisible();

  await expect(page.getByRole('checkbox', { name: 'Persistent SSO' })).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Basic User Information' }).check();
  await expect(page.getByRole('checkbox', { name: 'ID Token' })).toBeChecked();
  await page.getByRole('checkbox', { name: 'Persistent SSO' }).check();
  await page.getByRole('checkbox', { name: 'Manager' }).check();
  await page.getByRole('checkbox', { name: 'projects', exact: true }).check();
  await page.getByLabel('Allowed IP addresses').fill('127.0.0.1, office');

  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert')).toContainText('office is neither an IP address nor a network');
  await inspect(page, 'console/web-server-form');
  await page.getByRole('button', { name: 'Remove URL 2' }).click();
  await page.getByLabel('Allowed IP addresses').fill('127.0.0.1, 203.0.113.0/24, 2001:db8::/32');
  await page.getByRole('button', { name: 'Continue' }).click();

  await expect(page.getByText('This application can read and change projects')).toBeVisible();
  await expect(page.getByText('A sign-in lasts 90 days without being used')).toBeVisible();
  await inspect(page, 'console/web-server-review');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(reveal(page)).toBeVisible();
  expect(await copied(page, 'Consumer Key')).toMatch(/^web_[0-9a-f]{12}$/);
  expect(await copied(page, 'Consumer Secret')).toMatch(/^[A-Za-z0-9]{46}==$/);
  await leaveReveal(page);
  await expect(rowOf(page, 'Customer portal')).toBeVisible();
});

// Shows R131.
test('others have no such card, and no address leads them to the form', async ({ page }) => {
  await signIn(page, bob);
  await page.goto(NEW);
  await expect(page.getByRole('radio', { name: 'Backend Service' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Web Server Application' })).toHaveCount(0);
  await page.goto(`${NEW}?template=web_server_application&step=details`);
  await expect(page.getByRole('radio', { name: 'Backend Service' })).toBeVisible();
});

test('a link fills the form in, and what it may not ask for is said', async ({ page }) => {
  await signIn(page, alice);
  const query = new URLSearchParams([
    ['template', 'web_server'],
    ['name', 'Linked portal'],
    ['scope', 'openid projects.read admin projcts'],
    ['redirect_uri', 'https://portal.example.com/callback'],
    ['redirect_uri', 'javascript:alert(1)'],
    ['expires_in', '90'],
  ]);
  await page.goto(`${NEW}?${query}`);
  await expect(page.getByText('A link has filled this form in')).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Linked portal');
  await expect(page.getByLabel('Redirect URL', { exact: true })).toHaveValue('https://portal.example.com/callback');
  await expect(page.getByRole('checkbox', { name: 'ID Token' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'projects.read' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'admin', exact: true })).not.toBeChecked();
  for (const words of ['Scope admin: it opens everything', '“projcts”', 'never allowed', 'Expiration: this template']) {
    await expect(page.getByRole('listitem').filter({ hasText: words })).toBeVisible();
  }
  expect(new URL(page.url()).searchParams.has('scope'), 'the link is gone from the address').toBe(false);
  await inspect(page, 'console/filled-in-by-a-link');
  await page.goto(`${NEW}?template=pat&name=CI+job&expires_in=90`);
  await expect(page.getByLabel('Token name')).toHaveValue('CI job');
  await expect(page.getByLabel('Token expiration')).toHaveValue('90 days');
});
