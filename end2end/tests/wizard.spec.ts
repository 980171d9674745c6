// What was typed into the wizard is not lost, and what it shows once is not found again.
import type { Page } from '@playwright/test';
import {
  copied,
  createClient,
  expect,
  expectClientList,
  fillInForm,
  leaveReveal,
  openForm,
  register,
  reveal,
  rowOf,
  signInBeside,
  test,
} from '../fixtures/test.ts';

/** The secret is not in the page, nor in what the browser keeps for it. */
async function expectForgotten(page: Page, secret: string): Promise<void> {
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, location.href]),
  );
  expect((await page.content()) + kept).not.toContain(secret);
}

/** The page of a client, by heading and title: what was made is seen there, and no second one is offered. */
async function expectItsPage(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(`${name} · Latchkey`);
}

// Shows R082.
test('a secret is gone with its dialog: not in the page, not after going back, not after reloading', async ({ page }) => {
  await register(page);
  await createClient(page, 'Backend Service', { name: 'Data Sync Service' });
  const secret = await copied(page, 'Client Secret');
  await leaveReveal(page);
  await expectForgotten(page, secret);
  await page.goBack();
  await expectItsPage(page, 'Data Sync Service');
  await expect(reveal(page)).toBeHidden();
  await expectForgotten(page, secret);
  await page.reload();
  await expectItsPage(page, 'Data Sync Service');
  await expectForgotten(page, secret);
  await page.goto('/Identity/Account/Manage/ApiClients');
  await rowOf(page, 'Data Sync Service').getByRole('link').click();
  await page.getByRole('link', { name: 'Documentation' }).click();
  await expect(page.getByText('YOUR_CLIENT_SECRET').first()).toBeVisible();
  await expectForgotten(page, secret);
});

test('whoever reloads while a secret is shown is warned first', async ({ page }) => {
  await register(page);
  await createClient(page, 'Personal Access Token', { name: 'My laptop' });
  const token = await copied(page, 'Personal access token');
  const asked: string[] = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await expectItsPage(page, 'My laptop');
  await expectForgotten(page, token);
});

// Shows R082.
test('going back while a secret is shown asks first, and no way through the history makes a second client', async ({ page }) => {
  await register(page);
  await createClient(page, 'Backend Service', { name: 'Data Sync Service' });
  const secret = await copied(page, 'Client Secret');
  const question = page.getByRole('dialog', { name: 'Close this without storing it?' });
  for (const answer of ['Keep it open', 'Keep it open', 'Close without storing']) {
    await expect(question).toBeHidden();
    await page.goBack();
    await expect(question).toBeVisible();
    await expect(reveal(page)).toContainText(secret);
    await expect(page).toHaveURL(/ApiClients\/service_[0-9a-f]{12}$/);
    await question.getByRole('button', { name: answer }).click();
  }
  await expectClientList(page);
  await expectForgotten(page, secret);
  await page.goBack();
  await expectItsPage(page, 'Data Sync Service');
  await page.goBack();
  await expect(page.getByLabel('Service name')).toHaveValue('');
  await page.goto('/Identity/Account/Manage/ApiClients');
  await expect(rowOf(page, 'Data Sync Service')).toHaveCount(1);
});

test('going back and forward after an app was made begins anew', async ({ page }) => {
  await register(page);
  await createClient(page, 'Web/Mobile App', { name: 'React Dashboard', redirectUrls: ['https://app.example.com/callback'] });
  await expect(page.getByRole('heading', { name: 'Your client is ready' })).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel('App name')).toHaveValue('');
  await expect(page.getByLabel('Redirect URLs')).toHaveValue('');
  await page.goForward();
  await expectItsPage(page, 'React Dashboard');
});

test('an app that is ready says so in its title, and reloading leads to its own page', async ({ page }) => {
  await register(page);
  await createClient(page, 'Web/Mobile App', { name: 'React Dashboard', redirectUrls: ['https://app.example.com/callback'] });
  await expect(page.getByRole('heading', { name: 'Your client is ready' })).toBeFocused();
  await expect(page).toHaveTitle('Your client is ready · Latchkey');
  await page.reload();
  await expectItsPage(page, 'React Dashboard');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Create API client' })).toBeVisible();
  await expect(page).toHaveTitle('Create API client · Latchkey');
});

test('going back and forth and reloading keeps what was typed', async ({ page }) => {
  await register(page);
  await openForm(page, 'Web/Mobile App');
  const redirectUrls = ['https://app.example.com/callback', 'http://localhost:3000/callback'];
  await fillInForm(page, 'Web/Mobile App', { name: 'React Dashboard', redirectUrls, description: 'Shows projects.' });
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Is this right?' })).toBeVisible();

  const expectTyped = async () => {
    await expect(page.getByLabel('App name')).toHaveValue('React Dashboard');
    await expect(page.getByLabel('Redirect URLs')).toHaveValue(redirectUrls.join('\n'));
    await expect(page.getByLabel('Description')).toHaveValue('Shows projects.');
  };
  await page.getByRole('button', { name: 'Back' }).click();
  await expectTyped();
  await page.reload();
  await expectTyped();
  await page.goBack();
  await page.goForward();
  await expectTyped();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('radio', { name: 'Web/Mobile App' })).toBeChecked();
  await page.getByRole('radio', { name: 'Backend Service' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('Service name'), 'a name fits every template').toHaveValue('React Dashboard');
});

test('a session that ends in the middle costs a sign-in and nothing else', async ({ page, problems }) => {
  problems.allow(/status of 401/);
  const nora = await register(page);
  await openForm(page, 'Personal Access Token');
  await fillInForm(page, 'Personal Access Token', { name: 'My laptop', expiration: '1 year' });
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Is this right?' })).toBeVisible();
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('alert')).toContainText('You were signed out');
  await signInBeside(page, nora);
  await expect(page.getByRole('heading', { name: 'Is this right?' })).toBeVisible();
  await expect(page.getByText('It stops working after 365 days.')).toBeVisible();
  await page.getByRole('button', { name: 'Create' }).click();
  await leaveReveal(page);
  await expect(rowOf(page, 'My laptop')).toBeVisible();
});

test('Create is pressed twice and makes one client', async ({ page }) => {
  await register(page);
  await openForm(page, 'Personal Access Token');
  await fillInForm(page, 'Personal Access Token', { name: 'Only one' });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Create' }).dblclick();
  await leaveReveal(page);
  await expectClientList(page);
  await expect(page.getByText('1 of 10 active')).toBeVisible();
});
