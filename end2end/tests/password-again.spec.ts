// A sign-in of a while ago: the server wants the password once more before it does what is sensitive.
import type { Page } from '@playwright/test';
import { makeSignInOld } from '../fixtures/old-sign-in.ts';
import {
  answerTo,
  call,
  copied,
  expect,
  inspect,
  makeService,
  press,
  register,
  reveal,
  rowOf,
  sayStored,
  secretRows,
  test,
  write,
} from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

const question = (page: Page) => page.getByRole('dialog', { name: "Confirm it's you" });

// Shows M10.
test('with a pointer: a secret is made after the password, and another without it', async ({ page, latchkey, problems }) => {
  problems.allow(/status of (403|422)/);
  const nora = await register(page);
  const id = await makeService(page, 'Night import');
  await page.goto(`${LIST}/${id}/Credentials`);
  await makeSignInOld(latchkey, nora);

  const form = page.getByRole('dialog', { name: 'Add a secret to Night import' });
  const add = async () => {
    await page.getByRole('main').getByRole('button', { name: 'Add secret' }).click();
    await form.getByRole('button', { name: 'Add secret' }).click();
  };
  await add();
  await expect(question(page)).toContainText(nora.email);
  await question(page).getByLabel('Password').fill('not this one at all');
  await question(page).getByRole('button', { name: 'Confirm' }).click();
  await expect(question(page).getByText('This is not your current password.')).toBeVisible();
  await expect(secretRows(page), 'nothing is done before').toHaveCount(1);
  await question(page).getByLabel('Password').fill(nora.password);
  await question(page).getByRole('button', { name: 'Confirm' }).click();
  const secret = await copied(page, 'Client Secret');
  expect(await answerTo(latchkey, id, secret)).toBe(200);
  await sayStored(page);

  await add();
  await expect(reveal(page), 'ten minutes long nobody is asked again').toBeVisible();
  await sayStored(page);
  await page.reload();
  await expect(secretRows(page), 'the session goes on under its new cookie').toHaveCount(3);
});

// Shows M10, W5.
test('with the keyboard: an address is changed, and what was begun goes on by itself', async ({ page, latchkey, problems }) => {
  problems.allow(/status of (403|422)/);
  const nora = await register(page);
  const app = { template: 'web_mobile_app', clientName: 'My app', redirectUris: ['https://app.example.com/callback'] };
  expect((await call(page, 'clients/create', { client: app })).status).toBe(200);
  await page.goto(LIST);
  await makeSignInOld(latchkey, nora);

  const pencil = rowOf(page, 'My app').getByRole('button', { name: 'Edit', exact: true });
  await press(page, pencil);
  const dialog = page.getByRole('dialog', { name: 'Edit My app', exact: true });
  await expect(dialog.getByLabel('App name')).toBeFocused();
  await write(page, dialog.getByLabel('Redirect URLs', { exact: true }), 'https://new.example.com/cb');
  await press(page, dialog.getByRole('button', { name: 'Save Changes' }), 'Enter', 'Shift+Tab');
  await expect(question(page).getByLabel('Password')).toBeFocused();
  await page.keyboard.type('not this one at all');
  await page.keyboard.press('Enter');
  await expect(question(page).getByText('This is not your current password.')).toBeVisible();
  await inspect(page, 'dialogs/confirm-over-edit');
  await page.keyboard.press('Escape');
  await expect(question(page)).toBeHidden();
  await expect(dialog.getByLabel('Redirect URLs', { exact: true }), 'nothing is lost').toHaveValue('https://new.example.com/cb');

  await press(page, dialog.getByRole('button', { name: 'Save Changes' }), 'Enter', 'Shift+Tab');
  await expect(question(page).getByLabel('Password')).toBeFocused();
  await page.keyboard.type(nora.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Changes to My app are saved.' })).toBeVisible();
  await expect(pencil).toBeFocused();
});
