// Clients of every kind are made with the keyboard alone, from the list to what is shown once. (The token: keyboard.spec.ts.)
import type { Page } from '@playwright/test';
import { alice, call, expect, expectClientList, press, register, reveal, rowOf, sayStoredByKeys, signIn, tabTo, test, write } from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

/** Goes from the list to the form of a template. */
async function openForm(page: Page, template: string, heading: string): Promise<void> {
  await page.goto(LIST);
  await press(page, page.getByRole('main').getByRole('link', { name: 'Create API client' }));
  await expect(page.getByRole('heading', { name: 'Create API client' })).toBeFocused();
  await tabTo(page, page.getByRole('radio').first());
  await page.keyboard.press('Space');
  const card = page.getByRole('radio', { name: template });
  for (let cards = 0; !(await card.isChecked()); cards += 1) {
    expect(cards, `there is a card ${template}`).toBeLessThan(4);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: heading })).toBeFocused();
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Hands the form in, reads what it leads to, and creates. */
async function create(page: Page, promise: string): Promise<void> {
  await press(page, button(page, 'Continue'));
  await expect(page.getByRole('heading', { name: 'Is this right?' })).toBeFocused();
  await expect(page.getByText(promise)).toBeVisible();
  await press(page, button(page, 'Create'));
}

// Shows W5.
test('a backend service', async ({ page }) => {
  await register(page);
  await openForm(page, 'Backend Service', 'A backend service');
  await write(page, page.getByLabel('Service name'), 'Night import');
  await write(page, page.getByLabel('Description'), 'Copies projects at night.');
  await create(page, 'Each access token lasts an hour');
  await press(page, reveal(page).getByRole('button', { name: 'Copy', description: 'Client Secret' }));
  await expect(reveal(page).getByText('Copied', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[A-Za-z0-9]{46}==$/);
  await sayStoredByKeys(page);
  await expectClientList(page);
  await expect(rowOf(page, 'Night import')).toBeVisible();
});

// Shows W5.
test('a web or mobile app', async ({ page }) => {
  await register(page);
  await openForm(page, 'Web/Mobile App', 'A web or mobile app');
  await write(page, page.getByLabel('App name'), 'React Dashboard');
  await write(page, page.getByLabel('Redirect URLs'), 'https://app.example.com/callback\nhttp://localhost:3000/callback');
  await expect(page.getByText('All 2 addresses can be used.')).toBeAttached();
  await create(page, 'people come back to one of 2 addresses');
  await expect(page.getByRole('heading', { name: 'Your client is ready' })).toBeFocused();
  await press(page, page.getByRole('button', { name: 'Copy', description: 'Client ID' }));
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^app_[0-9a-f]{12}$/);
  await press(page, page.getByRole('link', { name: 'Go to API Clients' }));
  await expect(rowOf(page, 'React Dashboard')).toBeVisible();
});

// Shows R131, R132, W5.
test('a web server application, with all that its form can say', async ({ page }) => {
  test.setTimeout(90_000);
  await signIn(page, alice);
  await openForm(page, 'Web Server Application', 'A web server application');
  const tick = (name: string) => page.getByRole('checkbox', { name, exact: true });
  await write(page, page.getByLabel('Name', { exact: true }), 'Typed portal');
  await press(page, tick('Refresh Token'), 'Space');
  await write(page, page.getByLabel('Redirect URL', { exact: true }), 'https://portal.example.com/callback');
  await press(page, button(page, 'Add URL'));
  await expect(page.getByLabel('Redirect URL 2')).toBeFocused();
  await page.keyboard.type('https://staging.example.com/callback');
  await press(page, tick('ID Token'), 'Space');
  await press(page, tick('Persistent SSO'), 'Space');
  await press(page, tick('Manager'), 'Space');
  await press(page, tick('tasks.read'), 'Space');
  await write(page, page.getByLabel('Allowed IP addresses'), '127.0.0.1, 2001:db8::/32');
  await write(page, page.getByLabel('Refresh token lifetime (days)'), '90');
  await create(page, 'people come back to one of 2 addresses');
  const dialog = reveal(page);
  await press(page, dialog.getByRole('button', { name: 'Copy', description: 'Consumer Key' }));
  await expect(dialog.getByText('Copied', { exact: true })).toBeVisible();
  const clientId = await page.evaluate(() => navigator.clipboard.readText());
  await sayStoredByKeys(page);
  await expect(rowOf(page, 'Typed portal')).toBeVisible();

  const made = await call(page, 'clients/find', { clientId });
  expect(made.body.client ?? made.body).toMatchObject({
    persistentSso: true,
    roles: ['manager'],
    allowedIpAddresses: ['127.0.0.1', '2001:db8::/32'],
    refreshTokenLifetime: 90 * 24 * 60 * 60,
  });
  // The account of the demo has ten places, and other journeys want one.
  expect((await call(page, 'clients/delete', { clientId, confirmation: 'Typed portal' })).status).toBe(200);
});
