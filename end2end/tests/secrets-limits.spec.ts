// What stands between people and their secrets: the password after a while, and the fifth of them.
import {
  expect,
  inspect,
  openCredentials,
  register,
  reveal,
  secretRows,
  makeKnownService,
  sayStored,
  test,
} from '../fixtures/test.ts';

test('a sign-in of a while ago costs the password and nothing else', async ({ page, problems }) => {
  problems.allow(/status of (403|422)/);
  const nora = await register(page);
  await makeKnownService(page, 'Night import');
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
  await sayStored(page);
  await expect(secretRows(page).filter({ hasText: 'blue cluster' })).toHaveCount(1);
  await page.reload();
  await expect(secretRows(page), 'the session goes on under its new cookie').toHaveCount(2);
});

test('the fifth secret leaves no room for a sixth, in words', async ({ page }) => {
  await register(page);
  await makeKnownService(page, 'Night import');
  await openCredentials(page, 'Night import');
  for (let count = 2; count <= 5; count += 1) {
    await page.getByRole('button', { name: 'Add secret' }).click();
    await page.getByRole('dialog', { name: 'Add a secret' }).getByRole('button', { name: 'Add secret' }).click();
    await sayStored(page);
    await expect(page.getByText(`${count} of 5 secrets work.`)).toBeVisible();
  }
  await expect(page.getByRole('button', { name: 'Add secret' })).toBeDisabled();
  await expect(page.getByText('These are as many as a client may have.')).toBeVisible();
  await inspect(page, 'secrets/full');
});

test('the only secret that works is not called safe to remove', async ({ page }) => {
  await register(page);
  await makeKnownService(page, 'Night import');
  await openCredentials(page, 'Night import');
  await expect(secretRows(page)).toContainText('The only one that works');
  await secretRows(page).getByRole('button', { name: 'Remove' }).click();
  const question = page.getByRole('dialog', { name: /^Remove/ });
  await expect(question).toContainText('This is the only secret that works');
  await expect(question).not.toContainText('safe to remove');
  await inspect(page, 'secrets/remove-only');
});
