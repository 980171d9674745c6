// The page of a client on every tab, for each kind of client and in each state that it can be in. Each is inspected.
import type { Page } from '@playwright/test';
import { alice, call, choose, expect, inspect, register, rowOf, signIn, test } from '../fixtures/test.ts';

test.describe.configure({ timeout: 150_000 });

const LIST = '/Identity/Account/Manage/ApiClients';

/** Makes a client as the console does, and gives its id. */
async function make(page: Page, client: object): Promise<string> {
  const made = await call(page, 'clients/create', { client });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.client.clientId;
}

/** Looks at tabs of a client: `client/NAME-TAB`. */
async function inspectTabs(page: Page, id: string, name: string, tabs: string[]): Promise<void> {
  for (const tab of tabs) {
    await page.goto(`${LIST}/${id}${tab === 'Overview' ? '' : `/${tab}`}`);
    await expect(page.getByRole('region', { name: tab, exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Edit', exact: true }), 'awake').toBeEnabled();
    await inspect(page, `client/${name}-${tab.toLowerCase()}`);
  }
}

test('an app', async ({ page }) => {
  await register(page);
  const id = await make(page, {
    template: 'web_mobile_app',
    clientName: 'React Dashboard',
    description: 'Shows projects on phones and desks.',
    redirectUris: ['https://app.example.com/callback', 'com.example.app://callback', 'http://localhost:3000/callback'],
  });
  await inspectTabs(page, id, 'app', ['Overview', 'Access', 'Documentation']);
});

test('a token, fresh and switched off', async ({ page }) => {
  await register(page);
  const id = await make(page, { template: 'personal_access_token', clientName: 'My laptop', tokenExpiration: '30d' });
  await inspectTabs(page, id, 'token', ['Overview', 'Credentials', 'Access', 'Documentation']);
  await call(page, 'clients/deactivate', { clientId: id });
  await inspectTabs(page, id, 'token-inactive', ['Overview']);
});

test('a web server application with everything that it can have', async ({ page }) => {
  await signIn(page, alice);
  const id = await make(page, {
    template: 'web_server_application',
    clientName: 'Customer portal of the looks',
    grantTypes: ['authorization_code', 'refresh_token'],
    redirectUris: ['https://portal.example.com/callback', 'https://staging.example.com/callback'],
    scopes: ['openid', 'profile', 'email', 'projects', 'tasks.read'],
    roles: ['administrator', 'manager'],
    allowedIpAddresses: ['127.0.0.1', '203.0.113.0/24', '2001:db8::/32'],
    persistentSso: true,
  });
  await inspectTabs(page, id, 'web-server', ['Overview', 'Credentials', 'Access', 'Documentation']);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(page.getByRole('dialog', { name: /^Edit / }).getByRole('button', { name: 'Save Changes' })).toBeVisible();
  await inspect(page, 'clients/edit-web-server');
  await page.keyboard.press('Escape');
  // The account of the demo has ten places, and other journeys want one.
  await call(page, 'clients/delete', { clientId: id, confirmation: 'Customer portal of the looks' });
});

test('a service without any secret', async ({ page }) => {
  await register(page);
  const id = await make(page, { template: 'backend_service', clientName: 'Night import' });
  const { body } = await call(page, 'secrets/list', { clientId: id });
  for (const { secret } of body.secrets ?? body) {
    expect((await call(page, 'secrets/remove', { clientId: id, secretId: secret.id, force: true })).status).toBe(200);
  }
  await page.goto(`${LIST}/${id}/Credentials`);
  await expect(page.getByText('It has no secret')).toBeVisible();
  await inspect(page, 'client/no-secret');
});

test('dialogs over a list', async ({ page, problems }) => {
  problems.allow(/status of (401|422)/);
  await register(page);
  await make(page, { template: 'backend_service', clientName: 'Night import' });
  await make(page, { template: 'personal_access_token', clientName: 'My laptop' });
  await page.goto(LIST);
  // A step within the page, so that there is one to go back.
  await page.getByRole('list', { name: 'Filters' }).getByRole('link', { name: 'Tokens' }).click();
  await expect(page).toHaveURL(/type=personal_access_token/);

  await choose(page, rowOf(page, 'My laptop'), 'Regenerate secret');
  const regenerate = page.getByRole('dialog', { name: 'Regenerate the token of My laptop?' });
  await expect(regenerate.getByRole('radio', { name: '24 hours' })).toBeChecked();
  await inspect(page, 'dialogs/regenerate-token');
  await regenerate.getByRole('button', { name: 'Regenerate token' }).click();
  await expect(page.getByRole('dialog', { name: 'Store this token now' })).toBeVisible();
  await page.goBack();
  const unstored = page.getByRole('dialog', { name: 'Close this without storing it?' });
  await expect(unstored).toBeVisible();
  await inspect(page, 'dialogs/not-stored');
  await unstored.getByRole('button', { name: 'Close without storing' }).click();
  await expect(unstored).toBeHidden();

  await page.goto(LIST);
  const pencil = (name: string) => rowOf(page, name).getByRole('button', { name: 'Edit', exact: true });
  await pencil('My laptop').click();
  await expect(page.getByRole('dialog', { name: 'Edit My laptop' }).getByLabel('Token name')).toBeFocused();
  await inspect(page, 'dialogs/edit-token');
  await page.keyboard.press('Escape');

  await pencil('Night import').click();
  const edit = page.getByRole('dialog', { name: 'Edit Night import' });
  await expect(edit.getByLabel('Service name')).toBeFocused();
  await inspect(page, 'dialogs/edit-service');
  await edit.locator('summary', { hasText: 'Documentation' }).click();
  await edit.getByLabel('Owner').fill('Data team');
  await inspect(page, 'dialogs/edit-documentation');
  page.on('dialog', (box) => void box.accept());
  await page.reload();
  await expect(edit.getByText('These are your changes from before.')).toBeVisible();
  await inspect(page, 'dialogs/edit-kept');
});

test('a form that is refused, and a word that all went well', async ({ page, problems }) => {
  problems.allow(/status of (401|422)/);
  await register(page);
  const id = await make(page, { template: 'backend_service', clientName: 'Night import' });
  await page.goto(`${LIST}/${id}/Credentials`);
  await page.getByRole('button', { name: 'Add secret' }).click();
  const add = page.getByRole('dialog', { name: 'Add a secret to Night import' });
  await add.getByLabel('Expiration date').fill('2020-01-01');
  await add.getByRole('button', { name: 'Add secret' }).click();
  await expect(add.getByText('This is over already. Choose a later day.')).toBeVisible();
  await inspect(page, 'dialogs/add-refused');
  await page.keyboard.press('Escape');

  await page.goto(`${LIST}/${id}`);
  await page.getByRole('main').getByRole('button', { name: 'Deactivate' }).click();
  await page.getByRole('dialog', { name: 'Deactivate Night import?' }).getByRole('button', { name: 'Deactivate' }).click();
  const toast = page.locator('.toast');
  await expect(toast).toBeVisible();
  await toast.hover();
  await toast.getByRole('button', { name: 'Dismiss' }).focus();
  await inspect(page, 'dialogs/toast');

  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const edit = page.getByRole('dialog', { name: 'Edit Night import' });
  await edit.getByLabel('Service name').fill('Typed before');
  await page.context().clearCookies();
  await edit.getByRole('button', { name: 'Save Changes' }).click();
  await expect(edit.getByText('You were signed out')).toBeVisible();
  await inspect(page, 'dialogs/edit-signed-out');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Discard your changes?' })).toBeVisible();
  await inspect(page, 'dialogs/discard');
});
