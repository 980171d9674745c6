// Somebody comes for the first time and wants to call the API from their own machine.
import {
  callWith,
  cellOf,
  choose,
  copied,
  create,
  deactivate,
  expect,
  expectClientList,
  fillInForm,
  openForm,
  printed,
  register,
  reveal,
  rowOf,
  runCurl,
  test,
} from '../fixtures/test.ts';

// Shows R013, R019, R093, R094, R095.
test('a newcomer makes a token, uses it, switches it off and on, and deletes it', async ({ page, latchkey }) => {
  await register(page);
  await expect(page.getByText('No API clients yet')).toBeVisible();
  await expect(page.getByText('0 of 10 active')).toBeVisible();

  await openForm(page, 'Personal Access Token');
  await fillInForm(page, 'Personal Access Token', { name: 'My laptop', expiration: '90 days' });
  await create(page);

  const dialog = reveal(page);
  await expect(dialog).toHaveAccessibleName('Store this token now');
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialog, 'the dialog stays').toBeVisible();
  const token = await copied(page, 'Personal access token');
  expect(token).toMatch(/^exepron_pat_[0-9a-f]{12}:[A-Za-z0-9]{46}==$/);
  const curl = await printed(page, 'Call the API with your token');
  expect(await copied(page, 'Call the API with your token'), 'what is copied is what is shown').toBe(curl);
  expect(curl).toBe(`curl -H "Authorization: Bearer ${token}" \\\n${latchkey.api}/odata/Projects`);
  await dialog.getByLabel('I have stored it').check();
  await dialog.getByRole('button', { name: 'Done' }).click();

  await expectClientList(page);
  await expect(page.getByText('My laptop is ready.')).toBeVisible();
  await expect(page.getByText('1 of 10 active')).toBeVisible();
  const row = rowOf(page, 'My laptop');
  await expect(cellOf(row, 'Type')).toHaveText('Personal Access Token');
  await expect(cellOf(row, 'Status')).toContainText('Active');
  await expect(cellOf(row, 'Last used')).toHaveText('Never used');

  expect(await runCurl(curl)).toMatchObject({ status: 200, body: { value: [] } });
  await expect(async () => {
    await page.reload();
    await expect(cellOf(row, 'Last used')).toHaveText(/now|second/, { timeout: 1_000 });
  }).toPass();

  const call = async () => (await callWith(token, `${latchkey.api}/odata/Projects`)).status;
  const withinASecond = { timeout: 1_000, intervals: [50] };
  await deactivate(page, 'My laptop');
  await expect.poll(call, withinASecond).toBe(401);
  await expect(page.getByText('0 of 10 active')).toBeVisible();
  expect((await runCurl(curl)).status).toBe(401);

  await choose(page, row, 'Activate');
  await expect(cellOf(row, 'Status')).toContainText('Active');
  await expect.poll(call, withinASecond).toBe(200);

  await choose(page, row, 'Delete');
  const question = page.getByRole('dialog', { name: 'Delete My laptop?' });
  const confirm = question.getByRole('button', { name: 'Delete client' });
  await expect(confirm).toBeDisabled();
  await question.getByLabel("Type the client's name to confirm").fill('my laptop');
  await expect(confirm, 'another spelling is another name').toBeDisabled();
  await question.getByLabel("Type the client's name to confirm").fill('My laptop');
  await confirm.click();
  await expect(page.getByText('No API clients yet')).toBeVisible();
  await expect.poll(call, withinASecond).toBe(401);
  expect((await runCurl(curl)).status).toBe(401);
});

test('a token that never expires is made only after a better offer', async ({ page }) => {
  await register(page);
  await openForm(page, 'Personal Access Token');
  await fillInForm(page, 'Personal Access Token', { name: 'For years', expiration: 'Never' });
  await page.getByRole('button', { name: 'Use 90 days instead' }).click();
  await expect(page.getByLabel('Token expiration')).toHaveValue('90 days');
  await expect(page.getByRole('button', { name: 'Use 90 days instead' })).toBeHidden();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('It stops working after 90 days.')).toBeVisible();
});

test('a name that is too short is named beside its field, and what was typed stays', async ({ page }) => {
  await register(page);
  await openForm(page, 'Personal Access Token');
  await page.getByLabel('Token name').fill('My');
  await page.getByRole('button', { name: 'Continue' }).click();
  const name = page.getByLabel('Token name');
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription(/Use 3 characters or more\./);
  await expect(name).toHaveValue('My');
  await expect(page.getByRole('alert')).toContainText('One thing needs another look');
  await name.fill('My laptop');
  await expect(name).not.toHaveAttribute('aria-invalid');
});
