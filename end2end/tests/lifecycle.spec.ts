// A client is switched off and on, and deleted: what stops is said before, and what is shown is what is so.
import type { Page, Route } from '@playwright/test';
import {
  askForTokens,
  call,
  cellOf,
  choose,
  chooseByKeys,
  expect,
  inspect,
  makeService,
  press,
  register,
  rowOf,
  test,
  type Latchkey,
} from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

/** What the token endpoint says to a client. */
async function answerTo(latchkey: Latchkey, clientId: string, secret: string): Promise<number> {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret, scope: 'exepron.restapi' };
  return (await askForTokens(latchkey, form)).status;
}

/** A service of somebody new, its secret, and the list before them. */
async function withService(page: Page): Promise<{ id: string; secret: string }> {
  await register(page);
  const made = await call(page, 'clients/create', {
    client: { template: 'backend_service', clientName: 'Night import' },
  });
  await page.goto(LIST);
  return { id: made.body.client.clientId, secret: made.body.issued.clientSecret };
}

const status = (page: Page) => cellOf(rowOf(page, 'Night import'), 'Status');

// Shows R093, R094.
test('switched off, on and deleted with the pointer, from the page of the client', async ({ page, latchkey }) => {
  test.setTimeout(90_000);
  const { id, secret } = await withService(page);
  await page.goto(`${LIST}/${id}`);
  await page.getByRole('button', { name: 'Deactivate' }).click();
  const off = page.getByRole('dialog', { name: 'Deactivate Night import?' });
  await expect(off).toContainText('It gets no new tokens, from this moment on.');
  await expect(off).toContainText('1 hour at most');
  await inspect(page, 'client/deactivate');
  await off.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Night import is deactivated.' })).toBeVisible();
  expect(await answerTo(latchkey, id, secret)).toBe(401);

  await page.getByRole('button', { name: 'Activate' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Night import is active again.' })).toBeVisible();
  expect(await answerTo(latchkey, id, secret)).toBe(200);

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const end = page.getByRole('dialog', { name: 'Delete Night import?' });
  await expect(end.getByRole('button', { name: 'Delete client' })).toBeDisabled();
  await end.getByLabel("Type the client's name to confirm").fill('Night import');
  await end.getByRole('button', { name: 'Delete client' }).click();
  await expect(page.getByText('No API clients yet')).toBeVisible();
  expect(await answerTo(latchkey, id, secret)).toBe(401);
});

// Shows W5.
test('switched off, on and deleted with the keyboard, from its row', async ({ page }) => {
  await withService(page);
  const menu = rowOf(page, 'Night import').getByRole('button', { name: 'More actions' });
  await chooseByKeys(page, menu, 'Deactivate');
  await press(page, page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }));
  await expect(status(page)).toContainText('Inactive');
  await expect(menu, 'the focus comes back').toBeFocused();

  await chooseByKeys(page, menu, 'Activate');
  await expect(status(page)).toHaveText(/^Active/);

  await chooseByKeys(page, menu, 'Delete');
  await expect(page.getByLabel("Type the client's name to confirm")).toBeFocused();
  await page.keyboard.type('Night import');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No API clients yet')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'API Clients', level: 1, exact: true })).toBeFocused();
});

test('a menu that was opened before the script came is entered when it comes', async ({ page }) => {
  await withService(page);
  let come!: () => void;
  const may = new Promise<void>((resolve) => (come = resolve));
  await page.route('**/*.wasm', async (route) => {
    await may;
    await route.continue();
  });
  await page.goto(LIST, { waitUntil: 'commit' });
  await rowOf(page, 'Night import').getByRole('button', { name: 'More actions' }).press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Regenerate secret' })).toBeDisabled();
  come();
  await expect(page.getByRole('menuitem', { name: 'Regenerate secret' })).toBeFocused();
});

test('a change is shown at once, and taken back with words when the server refuses it', async ({ page, problems }) => {
  problems.allow(/status of 500/);
  await withService(page);
  let answer: ((route: Route) => Promise<void>) | undefined;
  const asked = new Promise<Route>((come) => {
    answer = async (route) => come(route);
  });
  await page.route('**/api/console/clients/deactivate', (route) => answer!(route));
  await choose(page, rowOf(page, 'Night import'), 'Deactivate');
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  const route = await asked;
  await expect(status(page), 'before there is an answer').toContainText('Inactive');
  const body = { code: 'broken', message: 'Something went wrong on our side.' };
  await route.fulfill({ status: 500, contentType: 'application/json', body: JSON.stringify(body) });
  await expect(status(page)).toHaveText(/^Active/);
  const said = page.getByRole('alert');
  await expect(said).toHaveText('Night import is still active. Something went wrong on our side.');
  await inspect(page, 'console/list-change-refused');

  await page.unroute('**/api/console/clients/deactivate');
  await choose(page, rowOf(page, 'Night import'), 'Deactivate');
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await expect(status(page)).toContainText('Inactive');
  await expect(said, 'what an earlier try said is over').toHaveCount(0);
});

test('a toast stays as long as somebody points at it', async ({ page }) => {
  await withService(page);
  await choose(page, rowOf(page, 'Night import'), 'Deactivate');
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  const toast = page.locator('.toast');
  await expect(toast).toHaveText('Night import is deactivated.');
  await toast.hover();
  await page.waitForTimeout(8_000);
  await expect(toast).toBeVisible();
  await page.mouse.move(0, 0);
  await expect(toast).toBeHidden({ timeout: 9_000 });
});

test('the ends of a client are told apart at its row', async ({ page }) => {
  await register(page);
  await makeService(page, 'Night import');
  const made = await call(page, 'clients/create', {
    client: { template: 'personal_access_token', clientName: 'Laptop', tokenExpiration: '30d' },
  });
  expect(made.status).toBe(200);
  await page.goto(LIST);
  const ends = cellOf(rowOf(page, 'Laptop'), 'Status').getByText(/^Expires in/);
  await expect(ends).toHaveText('Expires in 30 days');
  await expect(ends).toHaveAttribute('title', / UTC\)$/);
  await expect(cellOf(rowOf(page, 'Night import'), 'Status')).toHaveText('Active');
});
