// Secrets are replaced, downloaded and taken away with the keyboard alone. (Adding one: secrets.spec.ts.)
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  answerTo,
  call,
  callWith,
  chooseByKeys,
  expect,
  press,
  register,
  reveal,
  rowOf,
  sayStoredByKeys,
  secretRows,
  tabTo,
  test,
} from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

const main = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true });

/** Downloads a file with the button that is reached by Tab. */
async function download(page: Page, name: string): Promise<{ name: string; text: string }> {
  const saved = page.waitForEvent('download');
  await press(page, reveal(page).getByRole('button', { name }));
  const file = await saved;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

// Shows R078, R081, R082, W5.
test('a secret is replaced with an overlap of seven days, and the one in use is ended', async ({ page, latchkey }) => {
  await register(page);
  const made = await call(page, 'clients/create', { client: { template: 'backend_service', clientName: 'Night import' } });
  const [id, old]: [string, string] = [made.body.client.clientId, made.body.issued.clientSecret];
  expect(await answerTo(latchkey, id, old)).toBe(200);
  await expect(async () => {
    await page.goto(`${LIST}/${id}/Credentials`);
    await expect(secretRows(page)).toContainText('1 use from 1 address', { timeout: 500 });
  }).toPass();

  await press(page, main(page, 'Regenerate secret'));
  const question = page.getByRole('dialog', { name: 'Regenerate the secret of Night import?' });
  await tabTo(page, question.getByRole('radio', { name: '24 hours' }));
  await page.keyboard.press('ArrowDown');
  await expect(question.getByRole('radio', { name: '7 days' })).toBeChecked();
  await press(page, question.getByRole('button', { name: 'Regenerate secret' }));

  const env = await download(page, 'Download .env');
  const json = await download(page, 'Download JSON');
  expect([env.name, json.name]).toEqual([`${id}.env`, `${id}.json`]);
  const { clientSecret: fresh } = JSON.parse(json.text);
  expect(env.text).toBe(`EXEPRON_CLIENT_ID=${id}\nEXEPRON_CLIENT_SECRET=${fresh}\n`);
  await sayStoredByKeys(page);
  await expect(main(page, 'Regenerate secret')).toBeFocused();
  const ending = secretRows(page).filter({ hasText: 'Ending' });
  await expect(ending).toContainText(/in (6|7) days/);

  await press(page, ending.getByRole('button', { name: 'End now' }));
  const warning = page.getByRole('dialog', { name: /^End .* now\?$/ });
  await expect(warning).toContainText('This secret is in use');
  await press(page, warning.getByRole('button', { name: 'End now' }));
  await expect(secretRows(page)).toHaveCount(1);
  expect([await answerTo(latchkey, id, old), await answerTo(latchkey, id, fresh)]).toEqual([401, 200]);
});

// Shows R078, W5.
test('a leaked token is replaced at once, from its row', async ({ page, latchkey }) => {
  await register(page);
  const made = await call(page, 'clients/create', { client: { template: 'personal_access_token', clientName: 'My laptop' } });
  const old: string = made.body.issued.personalAccessToken;
  await page.goto(LIST);
  await chooseByKeys(page, rowOf(page, 'My laptop').getByRole('button', { name: 'More actions' }), 'Regenerate secret');
  const question = page.getByRole('dialog', { name: 'Regenerate the token of My laptop?' });
  await tabTo(page, question.getByRole('radio', { name: '24 hours' }));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(question.getByRole('radio', { name: 'Now' })).toBeChecked();
  await press(page, question.getByRole('button', { name: 'Regenerate token' }));
  await press(page, reveal(page).getByRole('button', { name: 'Copy', description: 'Personal access token' }));
  await expect(reveal(page).getByText('Copied', { exact: true })).toBeVisible();
  const fresh = await page.evaluate(() => navigator.clipboard.readText());
  await sayStoredByKeys(page);
  await expect(rowOf(page, 'My laptop').getByRole('button', { name: 'More actions' })).toBeFocused();
  const status = async (token: string) => (await callWith(token, `${latchkey.api}/odata/Projects`)).status;
  expect([await status(old), await status(fresh)]).toEqual([401, 200]);
});
