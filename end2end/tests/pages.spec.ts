// Every page, in light and dark, on a small phone and on a desk: axe finds nothing, nothing is wider than its window,
// and a picture is kept in artifacts/ for people to look at.
import type { Page } from '@playwright/test';
import {
  alice,
  bob,
  choose,
  createClient,
  depart,
  expect,
  fillInForm,
  fillInRegistration,
  fillInSignIn,
  inspect,
  leaveReveal,
  openForm,
  register,
  reveal,
  rowOf,
  signIn,
  test,
  type Latchkey,
} from '../fixtures/test.ts';

const DEMO_APP = 'app_de30de30de30';

// Each look is read by axe and photographed whole, which takes a while for several pages.
test.describe.configure({ timeout: 120_000 });

/** Goes where an app sends people who sign in to it. */
async function departFor(page: Page, latchkey: Latchkey, redirectUri: string): Promise<void> {
  await page.goto(depart(latchkey, DEMO_APP, redirectUri).url);
}

test('the ways in', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  await page.goto('/Identity/Account/Login');
  await inspect(page, 'account/login');
  await fillInSignIn(page, { ...alice, password: 'not the right one' });
  await expect(page.getByRole('alert')).toBeVisible();
  await inspect(page, 'account/login-refused');
  await page.goto('/Identity/Account/Register');
  await inspect(page, 'account/register');
  await fillInRegistration(page, { email: 'nobody', name: '', password: 'short' });
  await expect(page.getByRole('alert')).toBeVisible();
  await inspect(page, 'account/register-problems');
});

test('what an app brings people to', async ({ page, latchkey, problems }) => {
  problems.allow(/status of (400|404)/);
  await departFor(page, latchkey, `${latchkey.demo}/callback`);
  await expect(page.getByText('to go on to Project Viewer')).toBeVisible();
  await inspect(page, 'account/login-for-an-app');
  await fillInSignIn(page, bob);
  await expect(page.getByRole('heading', { name: 'Project Viewer wants to access your account' })).toBeVisible();
  await inspect(page, 'account/consent');
  await departFor(page, latchkey, `${latchkey.demo}/callback/`);
  await expect(page.getByText('invalid_redirect_uri')).toBeVisible();
  await expect(page.getByText(`${latchkey.demo}/callback/`, { exact: true })).toBeVisible();
  await inspect(page, 'account/redirect-uri-not-registered');
  await page.goto('/docs/errors');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await inspect(page, 'account/errors');
  await page.goto('/nowhere');
  await expect(page.getByText('There is nothing at this address.')).toBeVisible();
  await inspect(page, 'account/not-found');
});

test('profile settings, and the way out', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  await signIn(page, bob);
  await page.goto('/Identity/Account/Manage');
  await inspect(page, 'settings/profile');
  await page.getByLabel('Phone number').fill('call me');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspect(page, 'settings/profile-problem');
  await page.goto('/Identity/Account/Manage/Password');
  await inspect(page, 'settings/password');
  await page.goto('/Identity/Account/Logout');
  await inspect(page, 'account/sign-out');
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  await inspect(page, 'account/signed-out');
});

test('the list of clients, empty and filled', async ({ page, anotherBrowser, problems }) => {
  problems.allow(/status of 404/);
  await register(page);
  await inspect(page, 'console/list-empty');
  const manager = await (await anotherBrowser()).newPage();
  await signIn(manager, alice);
  await expect(rowOf(manager, 'Project Viewer')).toBeVisible();
  await inspect(manager, 'console/list');
  await manager.getByRole('link', { name: 'Project Viewer' }).click();
  await expect(manager.getByRole('heading', { name: 'Project Viewer', level: 1 })).toBeFocused();
  await inspect(manager, 'console/client');
  await page.goto(manager.url());
  await expect(page.getByRole('heading', { name: 'There is no such client' })).toBeVisible();
  await inspect(page, 'console/no-such-client');
});

test('a menu and the questions before something stops', async ({ page }) => {
  await register(page);
  await createClient(page, 'Backend Service', { name: 'Data Sync Service' });
  await leaveReveal(page);
  await inspect(page, 'console/list-after-creating');
  const row = rowOf(page, 'Data Sync Service');
  await row.getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  await inspect(page, 'console/more-actions');
  await page.keyboard.press('Escape');
  await choose(page, row, 'Deactivate');
  await expect(page.getByRole('dialog', { name: 'Deactivate Data Sync Service?' })).toBeVisible();
  await inspect(page, 'console/deactivate');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await choose(page, row, 'Delete');
  await expect(page.getByRole('dialog', { name: 'Delete Data Sync Service?' })).toBeVisible();
  await inspect(page, 'console/delete');
});

test('the wizard for a token', async ({ page }) => {
  await register(page);
  await page.getByRole('link', { name: 'Create API client' }).first().click();
  await expect(page.getByRole('radio', { name: 'Personal Access Token' })).toBeVisible();
  await inspect(page, 'wizard/templates');
  await openForm(page, 'Personal Access Token');
  await page.getByLabel('Token expiration').selectOption('Never');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspect(page, 'wizard/token');
  await page.getByLabel('Token name').fill('My laptop');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Is this right?' })).toBeVisible();
  await inspect(page, 'wizard/token-summary');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(reveal(page)).toBeVisible();
  await inspect(page, 'wizard/token-reveal');
});

test('the wizard for a service', async ({ page }) => {
  await register(page);
  await openForm(page, 'Backend Service');
  await inspect(page, 'wizard/service');
  await createClient(page, 'Backend Service', { name: 'Data Sync Service', description: 'Copies projects at night.' });
  await expect(reveal(page)).toBeVisible();
  await inspect(page, 'wizard/service-reveal');
});

test('the wizard for an app', async ({ page }) => {
  await register(page);
  await openForm(page, 'Web/Mobile App');
  await fillInForm(page, 'Web/Mobile App', {
    name: 'React Dashboard',
    redirectUrls: ['http://app.example.com/callback', 'myapp://callback', 'http://localhost:3000/callback'],
  });
  await expect(page.getByText("1 of 3 addresses can't be used.")).toBeAttached();
  await inspect(page, 'wizard/app');
  await createClient(page, 'Web/Mobile App', {
    name: 'React Dashboard',
    redirectUrls: ['https://app.example.com/callback', 'http://localhost:3000/callback'],
  });
  await expect(page.getByRole('region', { name: 'Your client is ready' })).toBeVisible();
  await inspect(page, 'wizard/app-ready');
});
