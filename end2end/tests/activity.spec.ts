// The activity of an account: a failure is found with its cause, what is shown is narrowed, and it is taken along as a file.
import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { call, askForTokens, expect, inspect, press, register, tabTo, test, write, type Latchkey } from '../fixtures/test.ts';

const PAGE = '/Identity/Account/Manage/Activity';

/** Two services of somebody new, of which one was refused a token. Gives its id, and the id of the refused request. */
async function withFailure(page: Page, latchkey: Latchkey): Promise<{ id: string; request: string }> {
  await register(page);
  const make = async (clientName: string): Promise<string> => {
    const made = await call(page, 'clients/create', { client: { template: 'backend_service', clientName } });
    return made.body.client.clientId;
  };
  await make('Archive');
  const id = await make('Night import');
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: 'not the secret of this client' };
  const wrong = await askForTokens(latchkey, form);
  expect(await wrong.json()).toEqual({ error: 'invalid_client', error_description: 'client authentication failed' });
  return { id, request: wrong.headers.get('x-request-id')! };
}

const rows = (page: Page) => page.getByRole('table', { name: 'Activity' }).getByRole('row').filter({ has: page.getByRole('rowheader') });
const link = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true });
const today = () => new Date().toISOString().slice(0, 10);

/** The one event of both files: the request that was refused. */
async function expectFiles(csv: Download, json: Download, id: string, request: string): Promise<void> {
  expect([csv.suggestedFilename(), json.suggestedFilename()]).toEqual(['activity.csv', 'activity.json']);
  const lines = (await readFile(await csv.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(id);
  const { events } = JSON.parse(await readFile(await json.path(), 'utf8'));
  expect(events).toEqual([expect.objectContaining({ action: 'token.refused', clientId: id, requestId: request })]);
}

test('a failure is found with the pointer, and taken along as CSV and JSON', async ({ page, latchkey }) => {
  test.setTimeout(90_000);
  const { id, request } = await withFailure(page, latchkey);
  await expect(async () => {
    await page.goto(`${PAGE}?client=${id}`);
    await expect(page.getByText(request)).toBeVisible({ timeout: 100 });
  }).toPass({ timeout: 2_000 });
  await expect(page.getByText('Client Credentials: the secret is wrong')).toBeVisible();
  await inspect(page, 'settings/activity-of-a-client');
  await link(page, 'Clear').click();
  await expect(page).toHaveURL(PAGE);
  await inspect(page, 'settings/activity');

  await page.getByLabel('Kind').selectOption('Tokens');
  await page.getByLabel('Outcome').selectOption('Failed');
  await page.getByLabel('Client ID').fill(id);
  await page.getByLabel('From', { exact: true }).fill(today());
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/kind=tokens.*outcome=failed.*client=/);
  await expect(rows(page)).toHaveCount(1);
  const download = async (name: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), link(page, name).click()]);
    return file;
  };
  await expectFiles(await download('Export as CSV'), await download('Export as JSON'), id, request);
});

// Shows W5.
test('a failure is found with the keyboard alone, and taken along as CSV and JSON', async ({ page, latchkey }) => {
  const { id, request } = await withFailure(page, latchkey);
  await expect(async () => {
    await page.goto(PAGE);
    await expect(page.getByText(request)).toBeVisible({ timeout: 100 });
  }).toPass({ timeout: 2_000 });
  await tabTo(page, page.getByLabel('Kind'));
  await page.keyboard.type('Tokens');
  await tabTo(page, page.getByLabel('Outcome'));
  await page.keyboard.type('Failed');
  await write(page, page.getByLabel('Client ID'), id);
  await tabTo(page, page.getByLabel('From', { exact: true }));
  const [year, month, day] = today().split('-');
  await page.keyboard.type(`${month}${day}${year}`);
  await press(page, page.getByRole('button', { name: 'Show' }));
  await expect(page).toHaveURL(new RegExp(`kind=tokens.*outcome=failed.*from=${today()}`));
  await expect(rows(page)).toHaveCount(1);
  const download = async (name: string) => {
    const saved = page.waitForEvent('download');
    await press(page, link(page, name));
    return saved;
  };
  await expectFiles(await download('Export as CSV'), await download('Export as JSON'), id, request);
});

test('an address that asks for what there is not says so, and one without events offers all of them', async ({ page, problems }) => {
  test.setTimeout(90_000);
  problems.allow(/status of 422/);
  await register(page);
  await page.goto(`${PAGE}?from=yesterday`);
  await expect(page.getByRole('alert')).toContainText('Use a date like');
  await inspect(page, 'settings/activity-problem');
  await page.goto(`${PAGE}?kind=tokens`);
  await expect(page.getByText('Nothing here')).toBeVisible();
  await inspect(page, 'settings/activity-empty');
  await link(page, 'Show everything').click();
  await expect(rows(page).first()).toBeVisible();
});
