// Secrets through their whole life: looked at, replaced with an overlap, shown once, and taken away when nobody uses them.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import {
  askForTokens,
  choose,
  copied,
  createClient,
  expect,
  expectClientList,
  inspect,
  leaveReveal,
  register,
  reveal,
  rowOf,
  test,
  type Latchkey,
} from '../fixtures/test.ts';

/** Makes a service with the wizard, and gives its id and secret. */
async function service(page: Page, name: string): Promise<{ id: string; secret: string }> {
  await createClient(page, 'Backend Service', { name });
  const made = { id: await copied(page, 'Client ID'), secret: await copied(page, 'Client Secret') };
  await leaveReveal(page);
  return made;
}

/** The status of the answer to a program that shows this secret. */
async function use(latchkey: Latchkey, id: string, secret: string): Promise<number> {
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, scope: 'exepron.restapi' };
  return (await askForTokens(latchkey, form)).status;
}

async function openCredentials(page: Page, name: string): Promise<void> {
  await page.goto('/Identity/Account/Manage/ApiClients');
  await rowOf(page, name).getByRole('link', { name, exact: true }).click();
  await page.getByRole('link', { name: 'Credentials' }).click();
  await expect(page.getByRole('heading', { name: 'Credentials', level: 2 })).toBeVisible();
}

/** The rows of the secrets, without that of the column's names. */
function secrets(page: Page): Locator {
  return page.getByRole('table', { name: 'Secrets' }).getByRole('row').filter({ has: page.getByRole('rowheader') });
}

async function stored(page: Page): Promise<void> {
  await page.getByLabel('I have stored it').check();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(reveal(page)).toBeHidden();
}

// Shows R077, R078, R079, R081, R082, R086, R087.
test('a secret is replaced while both work, and the old one is ended with its uses before the eyes', async ({ page, latchkey }) => {
  await register(page);
  const { id, secret } = await service(page, 'Night import');
  await openCredentials(page, 'Night import');
  await expect(secrets(page).first()).toContainText('Never used');
  await expect(secrets(page).first()).toContainText('Safe to remove');
  await expect(page.getByText('1 of 5 secrets work.')).toBeVisible();

  expect(await use(latchkey, id, secret)).toBe(200);
  await expect
    .poll(async () => {
      await page.reload();
      return secrets(page).first().innerText();
    })
    .toContain('1 use from 1 address in the last 24 hours');
  await expect(secrets(page).first()).toContainText('from 127.0.0.1');

  await page.getByRole('button', { name: 'Regenerate secret' }).click();
  const question = page.getByRole('dialog', { name: 'Regenerate the secret of Night import?' });
  await expect(question.getByRole('radio', { name: '24 hours' })).toBeChecked();
  for (const choice of ['Now', '1 hour', '7 days', 'Until removed']) {
    await expect(question.getByRole('radio', { name: choice, exact: true })).toHaveAccessibleDescription(/\w/);
  }
  await inspect(page, 'secrets/regenerate');
  await question.getByRole('button', { name: 'Regenerate secret' }).click();

  await expect(reveal(page)).toHaveAccessibleName('Store this secret now');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(reveal(page), 'Esc loses nothing').toBeVisible();
  await expect(page.getByRole('button', { name: 'Done' })).toBeDisabled();
  const fresh = await copied(page, 'Client Secret');
  const [env, json] = [await download(page, 'Download .env'), await download(page, 'Download JSON')];
  expect(env).toEqual({ name: `${id}.env`, text: `EXEPRON_CLIENT_ID=${id}\nEXEPRON_CLIENT_SECRET=${fresh}\n` });
  expect({ ...json, text: JSON.parse(json.text) }).toEqual({
    name: `${id}.json`,
    text: { clientId: id, clientSecret: fresh },
  });
  await inspect(page, 'secrets/reveal');
  await stored(page);
  expect([await use(latchkey, id, secret), await use(latchkey, id, fresh)]).toEqual([200, 200]);

  const old = secrets(page).filter({ hasText: 'Ending' });
  await expect(old).toContainText(/in (23 hours|1 day)/);
  await inspect(page, 'secrets/credentials');
  await old.getByRole('button', { name: 'End now' }).click();
  const warning = page.getByRole('dialog', { name: /^End .* now\?$/ });
  await expect(warning).toContainText('This secret is in use');
  await expect(warning).toContainText('from 127.0.0.1');
  await inspect(page, 'secrets/remove');
  await warning.getByRole('button', { name: 'End now' }).click();
  await expect(secrets(page)).toHaveCount(1);
  expect([await use(latchkey, id, secret), await use(latchkey, id, fresh)]).toEqual([401, 200]);
});

async function download(page: Page, button: string): Promise<{ name: string; text: string }> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await saved;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

// Shows R080.
test('a secret is added and removed with the keyboard alone', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  await register(page);
  await service(page, 'Night import');
  await rowOf(page, 'Night import').getByRole('button', { name: 'More actions' }).press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Regenerate secret' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Add secret' })).toBeFocused();
  await page.keyboard.press('Enter');

  const form = page.getByRole('dialog', { name: 'Add a secret to Night import' });
  await expect(form.getByLabel('Label')).toBeFocused();
  await page.keyboard.type('blue cluster');
  await page.keyboard.press('Tab');
  await page.keyboard.type('01012020');
  await page.keyboard.press('Enter');
  await expect(form.getByText('This is over already. Choose a later day.')).toBeVisible();
  await expect(form.getByLabel('Label'), 'nothing is lost').toHaveValue('blue cluster');
  await inspect(page, 'secrets/add');
  // Typing goes on in the part of the date where it ended, so the field takes the whole.
  await form.getByLabel('Expiration date').fill('2099-01-31');
  await form.getByLabel('Expiration date').press('Enter');

  await expect(reveal(page)).toBeVisible();
  for (let stops = 0; !(await page.getByLabel('I have stored it').evaluate((box) => box === document.activeElement)); stops += 1) {
    expect(stops, 'the check box is reached').toBeLessThan(14);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(reveal(page)).toBeHidden();

  await openCredentials(page, 'Night import');
  const blue = secrets(page).filter({ hasText: 'blue cluster' });
  await expect(blue).toContainText('1 Feb 2099');
  await blue.getByRole('button', { name: 'Remove' }).focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Remove blue cluster?' });
  await expect(question).toContainText('safe to remove');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(blue.getByRole('button', { name: 'Remove' }), 'the focus returns').toBeFocused();
  await page.keyboard.press('Enter');
  await question.getByRole('button', { name: 'Remove' }).focus();
  await page.keyboard.press('Enter');
  await expect(blue).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'blue cluster is removed.' })).toBeVisible();
});

// Shows R082, R083.
test('a secret that was stored is nowhere any more', async ({ page }) => {
  await register(page);
  await createClient(page, 'Personal Access Token', { name: 'My laptop' });
  await leaveReveal(page);
  await choose(page, rowOf(page, 'My laptop'), 'Regenerate secret');
  const question = page.getByRole('dialog', { name: 'Regenerate the token of My laptop?' });
  await question.getByRole('button', { name: 'Regenerate token' }).click();
  await expect(reveal(page)).toHaveAccessibleName('Store this token now');
  const token = await copied(page, 'Personal access token');
  expect(token).toMatch(/^exepron_pat_[0-9a-f]{12}:[A-Za-z0-9]{46}==$/);
  const secret = token.split(':')[1]!;

  const asked = page.waitForEvent('dialog');
  const left = page.reload({ timeout: 5_000 }).catch(() => undefined);
  const warning = await asked;
  expect(warning.type(), 'leaving asks first').toBe('beforeunload');
  await warning.dismiss();
  await left;
  await expect(reveal(page)).toBeVisible();

  const later: string[] = [];
  page.on('response', (response) => void response.text().then((text) => later.push(`${response.url()} ${text}`), () => undefined));
  await stored(page);
  const expectNowhere = async (when: string) => {
    const found = await page.evaluate(() =>
      [document.documentElement.outerHTML, JSON.stringify(sessionStorage), JSON.stringify(localStorage), location.href, JSON.stringify(history.state)].join('\n'),
    );
    expect(found.includes(secret), when).toBe(false);
  };
  await expectNowhere('after Done');
  await page.getByRole('link', { name: 'My laptop' }).click();
  await page.getByRole('link', { name: 'Credentials' }).click();
  await expect(secrets(page)).toHaveCount(2);
  await expectNowhere('on the page of the client');
  await page.goBack();
  await page.goBack();
  await expectClientList(page);
  await expectNowhere('after going back');
  await page.reload();
  await expectClientList(page);
  await expectNowhere('after a reload');
  expect(later.length).toBeGreaterThan(3);
  expect(later.filter((text) => text.includes(secret)), 'no later answer holds it').toEqual([]);
});

test('a sign-in of a while ago costs the password and nothing else', async ({ page, problems }) => {
  problems.allow(/status of (403|422)/);
  const nora = await register(page);
  await service(page, 'Night import');
  await openCredentials(page, 'Night import');
  await page.getByRole('button', { name: 'Add secret' }).click();
  const form = page.getByRole('dialog', { name: 'Add a secret to Night import' });
  await form.getByLabel('Label').fill('blue cluster');

  // The first answer is the one that ten minutes later would be given.
  let refusals = 0;
  await page.route('**/api/console/secrets/add', async (route) => {
    refusals += 1;
    if (refusals > 1) return route.continue();
    const refusal = { code: 'reauthentication_required', message: 'This needs your password once more.' };
    return route.fulfill({ status: 403, json: refusal });
  });
  await form.getByRole('button', { name: 'Add secret' }).click();
  const question = page.getByRole('dialog', { name: "Confirm it's you" });
  await expect(question).toContainText(nora.email);
  await question.getByLabel('Password').fill('not this one at all');
  await question.getByRole('button', { name: 'Confirm' }).click();
  await expect(question.getByText('This is not your current password.')).toBeVisible();
  await inspect(page, 'secrets/confirm');

  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(form.getByRole('alert')).toContainText('once more');
  await expect(form.getByLabel('Label'), 'nothing is lost').toHaveValue('blue cluster');

  refusals = 0;
  await form.getByRole('button', { name: 'Add secret' }).click();
  await expect(question.getByLabel('Password'), 'what was typed before is forgotten').toHaveValue('');
  await question.getByLabel('Password').fill(nora.password);
  await page.keyboard.press('Enter');
  await expect(reveal(page)).toBeVisible();
  await stored(page);
  await expect(secrets(page).filter({ hasText: 'blue cluster' })).toHaveCount(1);
  await page.reload();
  await expect(secrets(page), 'the session goes on under its new cookie').toHaveCount(2);
});

test('the fifth secret leaves no room for a sixth, in words', async ({ page }) => {
  await register(page);
  await service(page, 'Night import');
  await openCredentials(page, 'Night import');
  for (let count = 2; count <= 5; count += 1) {
    await page.getByRole('button', { name: 'Add secret' }).click();
    await page.getByRole('dialog', { name: 'Add a secret' }).getByRole('button', { name: 'Add secret' }).click();
    await stored(page);
    await expect(page.getByText(`${count} of 5 secrets work.`)).toBeVisible();
  }
  await expect(page.getByRole('button', { name: 'Add secret' })).toBeDisabled();
  await expect(page.getByText('These are as many as a client may have.')).toBeVisible();
  await inspect(page, 'secrets/full');
});
