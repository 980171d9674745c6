// Secrets through their whole life: looked at, replaced with an overlap, shown once, and taken away when nobody uses them.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  choose,
  chooseByKeys,
  copied,
  createClient,
  expect,
  expectClientList,
  inspect,
  leaveReveal,
  openCredentials,
  press,
  register,
  reveal,
  rowOf,
  secretRows,
  makeKnownService,
  sayStored,
  sayStoredByKeys,
  tabTo,
  test,
  answerTo,
} from '../fixtures/test.ts';

// Shows R077, R078, R079, R081, R082, R086, R087.
test('a secret is replaced while both work, and the old one is ended with its uses before the eyes', async ({ page, latchkey }) => {
  await register(page);
  const { id, secret } = await makeKnownService(page, 'Night import');
  await openCredentials(page, 'Night import');
  await expect(secretRows(page).first()).toContainText('Never used');
  await expect(secretRows(page).first()).toContainText('The only one that works');
  await expect(page.getByText('1 of 5 secrets work.')).toBeVisible();

  expect(await answerTo(latchkey, id, secret)).toBe(200);
  await expect
    .poll(async () => {
      await page.reload();
      return secretRows(page).first().innerText();
    })
    .toContain('1 use from 1 address in the last 24 hours');
  await expect(secretRows(page).first()).toContainText('from 127.0.0.1');

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
  await expect(reveal(page).getByRole('status').filter({ hasText: 'until you say that you have stored it' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Done' })).toBeDisabled();
  const fresh = await copied(page, 'Client Secret');
  const [env, json] = [await download(page, 'Download .env'), await download(page, 'Download JSON')];
  expect(env).toEqual({ name: `${id}.env`, text: `EXEPRON_CLIENT_ID=${id}\nEXEPRON_CLIENT_SECRET=${fresh}\n` });
  expect({ ...json, text: JSON.parse(json.text) }).toEqual({
    name: `${id}.json`,
    text: { clientId: id, clientSecret: fresh },
  });
  await inspect(page, 'secrets/reveal');
  await sayStored(page);
  expect([await answerTo(latchkey, id, secret), await answerTo(latchkey, id, fresh)]).toEqual([200, 200]);

  const old = secretRows(page).filter({ hasText: 'Ending' });
  await expect(old).toContainText(/in (23 hours|1 day)/);
  await inspect(page, 'secrets/credentials');
  await old.getByRole('button', { name: 'End now' }).click();
  const warning = page.getByRole('dialog', { name: /^End .* now\?$/ });
  await expect(warning).toContainText('This secret is in use');
  await expect(warning).toContainText('from 127.0.0.1');
  await inspect(page, 'secrets/remove');
  await warning.getByRole('button', { name: 'End now' }).click();
  await expect(secretRows(page)).toHaveCount(1);
  expect([await answerTo(latchkey, id, secret), await answerTo(latchkey, id, fresh)]).toEqual([401, 200]);
});

// Shows R079.
test('a secret that is used after the page was loaded is not removed before its owner has seen that', async ({ page, latchkey, problems }) => {
  problems.allow(/status of 409/);
  await register(page);
  const { id, secret } = await makeKnownService(page, 'Night import');
  await openCredentials(page, 'Night import');
  await expect(secretRows(page).first()).toContainText('Never used');
  expect(await answerTo(latchkey, id, secret)).toBe(200);

  await secretRows(page).first().getByRole('button', { name: 'Remove' }).click();
  const question = page.getByRole('dialog', { name: /^Remove .*\?$/ });
  await expect(question).not.toContainText('This secret is in use');
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(question).toContainText('It was used after this page was loaded, so nothing was removed.');
  await expect(question).toContainText('1 use from 1 address in the last 24 hours');
  await expect(question).toContainText('Last used just now from 127.0.0.1');
  expect(await answerTo(latchkey, id, secret), 'it still works').toBe(200);
  await inspect(page, 'secrets/used-meanwhile');

  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: 'is removed.' })).toBeVisible();
  expect(await answerTo(latchkey, id, secret)).toBe(401);
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
  await makeKnownService(page, 'Night import');
  await chooseByKeys(page, rowOf(page, 'Night import').getByRole('button', { name: 'More actions' }), 'Add secret');
  const form = page.getByRole('dialog', { name: 'Add a secret to Night import' });
  await expect(form.getByLabel('Label')).toBeFocused();
  await page.keyboard.type('blue cluster');
  await page.keyboard.press('Tab');
  await page.keyboard.type('01012020');
  await page.keyboard.press('Enter');
  await expect(form.getByText('This is over already. Choose a later day.')).toBeVisible();
  await expect(form.getByLabel('Label'), 'nothing is lost').toHaveValue('blue cluster');
  await inspect(page, 'secrets/add');
  // Typing goes on in the part of the date where it ended, so the field is entered anew.
  await tabTo(page, form.getByLabel('Label'), 'Shift+Tab');
  await tabTo(page, form.getByLabel('Expiration date'));
  await page.keyboard.type('01312099');
  await page.keyboard.press('Enter');

  await expect(reveal(page)).toBeVisible();
  await sayStoredByKeys(page);
  await expect(reveal(page)).toBeHidden();

  await openCredentials(page, 'Night import');
  const blue = secretRows(page).filter({ hasText: 'blue cluster' });
  await expect(blue).toContainText('Feb 1, 2099');
  await expect(blue, 'who has just made it wants to deploy it').toContainText('Not used yet');
  await press(page, blue.getByRole('button', { name: 'Remove' }));
  const question = page.getByRole('dialog', { name: 'Remove blue cluster?' });
  await expect(question).toContainText('was not used yet');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(blue.getByRole('button', { name: 'Remove' }), 'the focus returns').toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, question.getByRole('button', { name: 'Remove', exact: true }));
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
  await sayStored(page);
  const expectNowhere = async (when: string) => {
    const found = await page.evaluate(() =>
      [document.documentElement.outerHTML, JSON.stringify(sessionStorage), JSON.stringify(localStorage), location.href, JSON.stringify(history.state)].join('\n'),
    );
    expect(found.includes(secret), when).toBe(false);
  };
  await expectNowhere('after Done');
  await page.getByRole('link', { name: 'My laptop' }).click();
  await page.getByRole('link', { name: 'Credentials' }).click();
  await expect(secretRows(page)).toHaveCount(2);
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
