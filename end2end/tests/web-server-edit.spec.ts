// A Web Server Application is edited by the form it was made with.
import type { Page } from '@playwright/test';
import {
  alice,
  call,
  edit,
  editDialog,
  expect,
  inspect,
  openDrawer,
  rowOf,
  save,
  signIn,
  test,
  whatChanges,
} from '../fixtures/test.ts';

test.describe.configure({ timeout: 180_000 });

const LIST = '/Identity/Account/Manage/ApiClients';
const CALLBACK = 'https://portal.example.com/callback';

/** What a test has made goes when it ends: alice has other clients, and may have ten. */
const made: string[] = [];

test.afterEach(async ({ page }) => {
  for (const clientId of made.splice(0)) {
    const { clientName } = await found(page, clientId);
    expect((await call(page, 'clients/delete', { clientId, confirmation: clientName })).status).toBe(200);
  }
});

/** Makes an application without the wizard, gives its id, and goes to the list. */
async function makePortal(page: Page, name: string): Promise<string> {
  const client = {
    template: 'web_server_application',
    clientName: name,
    grantTypes: ['authorization_code', 'refresh_token'],
    redirectUris: [CALLBACK],
    scopes: ['openid', 'projects'],
    persistentSso: true,
  };
  const { status, body } = await call(page, 'clients/create', { client });
  expect(status, JSON.stringify(body)).toBe(200);
  made.push(body.client.clientId);
  await page.goto(LIST);
  await expect(rowOf(page, name)).toBeVisible();
  return body.client.clientId;
}

async function found(page: Page, clientId: string): Promise<any> {
  return (await call(page, 'clients/find', { clientId })).body;
}

// Shows R135, R136, R137, R138, R142, R143, R145.
test('a manager edits one with a pointer', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  await signIn(page, alice);
  const id = await makePortal(page, 'Pointed portal');
  const dialog = await edit(page, 'Pointed portal');
  await expect(dialog.getByText(id, { exact: true })).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Copy', description: 'Consumer Key' })).toBeVisible();
  await expect(dialog.getByRole('definition').filter({ hasText: /^•••• .{4}$/ })).toBeVisible();
  await inspect(page, 'clients/edit-web-server');

  await dialog.getByRole('button', { name: 'Add URL' }).click();
  await expect(dialog.getByLabel('Redirect URL 2')).toBeFocused();
  await dialog.getByLabel('Redirect URL 2').fill('http://portal.example.com/other');
  await expect(dialog.getByText('Only localhost may use http.')).toBeVisible();
  await dialog.getByLabel('Refresh token lifetime (days)').fill('a month');
  await dialog.getByRole('button', { name: 'Save Changes' }).click();
  await expect(dialog.getByLabel('Refresh token lifetime (days)')).toBeFocused();
  await expect(dialog.getByRole('alert')).toContainText('Write a number of days, from 1 to 3650.');
  await dialog.getByLabel('Refresh token lifetime (days)').fill('90');
  await dialog.getByRole('button', { name: 'Save Changes' }).click();
  await expect(dialog.getByRole('group', { name: 'Redirect URLs', exact: true })).toBeFocused();
  await inspect(page, 'clients/edit-web-server-problem');
  await dialog.getByLabel('Redirect URL 2').fill('https://staging.example.com/callback');

  await dialog.getByRole('checkbox', { name: 'Basic User Information' }).check();
  await dialog.getByRole('checkbox', { name: 'Manager' }).check();
  await dialog.getByLabel('Allowed IP addresses').fill('203.0.113.0/24, 2001:db8::1');
  expect(await whatChanges(dialog)).toEqual([
    ['Redirect URLs', CALLBACK, `${CALLBACK}\nhttps://staging.example.com/callback`],
    ['Refresh token lifetime', '30 days', '90 days'],
    ['Scopes', 'offline_access\nopenid\nprojects', 'email\noffline_access\nopenid\nprofile\nprojects'],
    ['User roles', 'None', 'manager'],
    ['Allowed IP addresses', 'None', '203.0.113.0/24\n2001:db8::1'],
  ]);
  await dialog.getByLabel('Allowed IP addresses').scrollIntoViewIfNeeded();
  await inspect(page, 'clients/edit-web-server-limits');
  await save(page, dialog);
  const client = await found(page, id);
  expect(client.redirectUris).toEqual([CALLBACK, 'https://staging.example.com/callback']);
  expect([client.refreshTokenLifetime, client.roles, client.persistentSso]).toEqual([90 * 86_400, ['manager'], true]);
  expect(client.allowedIpAddresses).toEqual(['203.0.113.0/24', '2001:db8::1']);
});

// Shows R138, R143.
test('what the form hides is not asked for, so that nothing wrong is out of sight', async ({ page }) => {
  await signIn(page, alice);
  const id = await makePortal(page, 'Hiding portal');
  const dialog = await edit(page, 'Hiding portal');
  await expect(dialog.getByRole('checkbox', { name: 'Persistent SSO' })).toBeChecked();
  await dialog.getByLabel('Refresh token lifetime (days)').fill('365');
  expect((await whatChanges(dialog)).map(([member]) => member)).toEqual([
    'Refresh token lifetime',
    'Absolute refresh token lifetime',
  ]);
  await dialog.getByRole('checkbox', { name: 'ID Token' }).uncheck();
  await expect(dialog.getByRole('checkbox', { name: 'Persistent SSO' })).toHaveCount(0);
  await dialog.getByRole('checkbox', { name: 'Refresh Token' }).uncheck();
  await expect(dialog.getByLabel('Refresh token lifetime (days)')).toBeDisabled();
  expect(await whatChanges(dialog)).toEqual([
    ['Allow offline access', 'On', 'Off'],
    ['Grant types', 'authorization_code\nrefresh_token', 'authorization_code'],
    ['Scopes', 'offline_access\nopenid\nprojects', 'projects'],
    ['Persistent SSO', 'On', 'Off'],
  ]);
  await save(page, dialog);
  const client = await found(page, id);
  expect([client.persistentSso, client.refreshTokenLifetime]).toEqual([false, 30 * 86_400]);
});

// Shows R089.
test('and with the keyboard alone', async ({ page }) => {
  await signIn(page, alice);
  const id = await makePortal(page, 'Tabbed portal');
  await expect(rowOf(page, 'Tabbed portal').getByRole('button', { name: 'Edit' })).toBeEnabled();
  const reach = async (wanted: RegExp) => {
    for (let stops = 0; stops < 120; stops += 1) {
      await page.keyboard.press('Tab');
      const here = await page.evaluate(() => {
        const at = document.activeElement as HTMLInputElement;
        const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '';
        return `${at.id} ${name.trim()}`;
      });
      if (wanted.test(here)) return;
    }
    throw new Error(`Tab never reached ${wanted}`);
  };
  await reach(new RegExp(`^edit-${id} Edit$`));
  await page.keyboard.press('Enter');
  const dialog = editDialog(page, 'Tabbed portal');
  await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' two');
  await reach(/ Password$/);
  await page.keyboard.press('Space');
  await reach(/ Add URL$/);
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Redirect URL 2')).toBeFocused();
  await page.keyboard.type('https://staging.example.com/callback');
  await reach(/ ID Token$/);
  await page.keyboard.press('Space');
  await expect(dialog.getByRole('checkbox', { name: 'Persistent SSO' })).toHaveCount(0);
  await reach(/ Administrator$/);
  await page.keyboard.press('Space');
  await reach(/ Refresh token lifetime \(days\)$/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('7');
  await reach(/ Save Changes$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Changes to Tabbed portal two are saved.' })).toBeVisible();
  await expect(rowOf(page, 'Tabbed portal two').getByRole('button', { name: 'Edit' })).toBeFocused();
  const client = await found(page, id);
  expect(client.grantTypes).toEqual(['authorization_code', 'password', 'refresh_token']);
  expect(client.redirectUris).toEqual([CALLBACK, 'https://staging.example.com/callback']);
  expect(client.scopes).toEqual(['offline_access', 'projects']);
  expect([client.persistentSso, client.roles, client.refreshTokenLifetime]).toEqual([false, ['administrator'], 604_800]);
});

// Shows R141.
test('the client page calls its id by the name of these clients, and its dialog has the rest in a drawer', async ({ page }) => {
  await signIn(page, alice);
  const id = await makePortal(page, 'Named portal');
  await page.goto(`${LIST}/${id}`);
  await expect(page.getByRole('button', { name: 'Copy', description: 'Consumer Key' })).toBeVisible();
  await page.goto(`${LIST}/${id}/Access`);
  await expect(page.getByText('Each request has to name the scopes it wants')).toBeVisible();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = editDialog(page, 'Named portal');
  await openDrawer(dialog, 'Advanced');
  await expect(dialog.getByRole('group', { name: 'Post-logout redirect URLs' })).toBeVisible();
  await expect(dialog.getByRole('group', { name: 'Grant types' })).toHaveCount(1);
  await dialog.getByRole('group', { name: 'Grant types' }).getByLabel('Authorization Code').uncheck();
  await expect(dialog.getByRole('group', { name: 'Post-logout redirect URLs' })).toHaveCount(0);
  await expect(dialog.getByRole('textbox', { name: 'Redirect URL' })).toHaveCount(0);
});
