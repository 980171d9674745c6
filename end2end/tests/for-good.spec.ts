// What nobody can take back: a client is revoked for good, and one that came from elsewhere is held to its scopes.
import type { Page } from '@playwright/test';
import {
  alice,
  askForTokens,
  call,
  cellOf,
  expect,
  expectClientList,
  inspect,
  press,
  register,
  rowOf,
  signIn,
  test,
  type Latchkey,
} from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

/** A service of somebody new with its secret, and its page before them. */
async function withService(page: Page): Promise<{ id: string; secret: string }> {
  await register(page);
  const made = await call(page, 'clients/create', { client: { template: 'backend_service', clientName: 'Night import' } });
  expect(made.status).toBe(200);
  await page.goto(`${LIST}/${made.body.client.clientId}`);
  return { id: made.body.client.clientId, secret: made.body.issued.clientSecret };
}

async function answerTo(latchkey: Latchkey, id: string, secret: string): Promise<number> {
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, scope: 'exepron.restapi' };
  return (await askForTokens(latchkey, form)).status;
}

/** A manager brings a client in that may ask for no scopes, as the clients of other servers may, and looks at it. */
async function withLegacyClient(page: Page, clientName: string): Promise<string> {
  await signIn(page, alice);
  const client = {
    clientName,
    clientType: 'confidential',
    grantTypes: ['authorization_code'],
    redirectUris: ['https://portal.example.com/callback'],
    scopes: ['openid', 'exepron.restapi'],
    requireRequestedScopes: false,
  };
  const answer = await page.request.post('/api/v1/clients/import', {
    headers: { Origin: new URL(page.url()).origin },
    data: [client],
  });
  expect(answer.status(), await answer.text()).toBe(200);
  const id: string = (await answer.json()).clients[0].client.clientId;
  await page.goto(`${LIST}/${id}/Access`);
  return id;
}

const LEGACY = 'Legacy: may ask for no scopes';

// Shows R145.
test('a client is revoked for good with the pointer, and its name can be used again', async ({ page, latchkey }) => {
  test.setTimeout(90_000);
  const { id, secret } = await withService(page);
  expect(await answerTo(latchkey, id, secret)).toBe(200);
  await page.getByRole('button', { name: 'Revoke for good' }).click();
  const question = page.getByRole('dialog', { name: 'Revoke Night import for good?' });
  await expect(question.getByRole('button', { name: 'Revoke for good' })).toBeDisabled();
  await inspect(page, 'client/revoke');
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await answerTo(latchkey, id, secret), 'nothing was done').toBe(200);

  await page.getByRole('button', { name: 'Revoke for good' }).click();
  await question.getByLabel("Type the client's name to confirm").fill('Night import');
  await question.getByRole('button', { name: 'Revoke for good' }).click();
  await expect(page.getByText('It was revoked for good')).toBeVisible();
  expect(await answerTo(latchkey, id, secret)).toBe(401);
  await inspect(page, 'client/revoked');

  await page.goto(LIST);
  await expect(cellOf(rowOf(page, 'Night import'), 'Status')).toContainText('Revoked');
  const again = await call(page, 'clients/create', { client: { template: 'backend_service', clientName: 'Night import' } });
  expect(again.status).toBe(200);
});

test('what was revoked can be deleted, and leaves the list', async ({ page }) => {
  const { id } = await withService(page);
  expect((await call(page, 'clients/revoke', { clientId: id })).status).toBe(200);
  await page.reload();
  await expect(page.getByText('Remove this client')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Delete', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Delete Night import?' });
  await expect(question).toContainText('It leaves the list.');
  await inspect(page, 'client/delete-revoked');
  await question.getByLabel("Type the client's name to confirm").fill('Night import');
  await question.getByRole('button', { name: 'Delete client' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Night import is deleted.' })).toBeVisible();
  await page.goto(LIST);
  await expect(page.getByText('No API clients yet')).toBeVisible();
});

test('a client is revoked for good with the keyboard alone', async ({ page, latchkey }) => {
  const { id, secret } = await withService(page);
  const way = page.getByRole('main').getByRole('button', { name: 'Revoke for good' });
  await press(page, way);
  const name = page.getByRole('dialog').getByLabel("Type the client's name to confirm");
  await expect(name).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(way, 'the focus comes back').toBeFocused();
  await page.keyboard.press('Enter');
  await expect(name).toBeFocused();
  await page.keyboard.type('Night import');
  await page.keyboard.press('Enter');
  await expect(page.getByText('It was revoked for good')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Night import', level: 1 }), 'its button is gone').toBeFocused();
  expect(await answerTo(latchkey, id, secret)).toBe(401);
});

// Shows R140.
test('a client of before is held to its scopes with the pointer, once and for good', async ({ page }) => {
  test.setTimeout(90_000);
  const id = await withLegacyClient(page, 'Old portal');
  await page.getByRole('button', { name: 'Enforce' }).click();
  const question = page.getByRole('dialog', { name: 'Let Old portal name its scopes from now on?' });
  await expect(question).toContainText("This can't be switched off again.");
  await inspect(page, 'client/enforce');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await page.goto(LIST);
  await expect(cellOf(rowOf(page, 'Old portal'), 'Status').getByText('Legacy')).toHaveAttribute('title', LEGACY);
  await inspect(page, 'clients/legacy');

  await page.goto(`${LIST}/${id}/Access`);
  await expect(page.getByText(LEGACY)).toBeVisible();
  await page.getByRole('button', { name: 'Enforce' }).click();
  await question.getByRole('button', { name: 'Enforce' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Old portal has to name its scopes now.' })).toBeVisible();
  await expect(page.getByText(LEGACY)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Enforce' })).toHaveCount(0);
  await page.goto(LIST);
  await expectClientList(page);
  await expect(cellOf(rowOf(page, 'Old portal'), 'Status')).toHaveText('Active');
});

test('a client of before is held to its scopes with the keyboard alone', async ({ page }) => {
  await withLegacyClient(page, 'Old intranet');
  const enforce = page.getByRole('main').getByRole('button', { name: 'Enforce' }).first();
  await press(page, enforce);
  const question = page.getByRole('dialog');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(enforce, 'the focus comes back').toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText(LEGACY)).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Access', level: 2 }), 'its button is gone').toBeFocused();
});
