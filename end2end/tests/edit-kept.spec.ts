// While a client is edited nothing that was typed is lost, and nobody is overwritten.
import {
  edit,
  expect,
  inspect,
  makeApp,
  makeToken,
  register,
  rowOf,
  save,
  signInBeside,
  test,
} from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';
const callback = 'https://app.example.com/callback';

test('who leaves with changes is asked first, and loses nothing by accident', async ({ page }) => {
  await register(page);
  await makeToken(page, 'Left alone');
  const dialog = await edit(page, 'Left alone');
  await dialog.getByLabel('Token name').fill('Half a na');
  const question = page.getByRole('dialog', { name: 'Discard your changes?' });
  for (const leave of [
    () => page.keyboard.press('Escape'),
    () => dialog.getByRole('button', { name: 'Cancel' }).click(),
    () => dialog.getByRole('button', { name: 'Close' }).click(),
  ]) {
    await leave();
    await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(question).toBeHidden();
    await expect(dialog.getByLabel('Token name')).toHaveValue('Half a na');
  }

  let asked = 0;
  page.on('dialog', async (box) => {
    asked += Number(box.type() === 'beforeunload');
    await box.accept();
  });
  await page.reload();
  expect(asked, 'the browser asks before the page is left').toBe(1);
  await expect(dialog.getByLabel('Token name')).toHaveValue('Half a na');
  await expect(dialog.getByText('These are your changes from before.')).toBeVisible();

  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await question.getByRole('button', { name: 'Discard changes' }).click();
  await expect(dialog).toBeHidden();
  await expect(rowOf(page, 'Left alone').getByRole('button', { name: 'Edit' })).toBeFocused();
  const again = await edit(page, 'Left alone');
  await expect(again.getByLabel('Token name')).toHaveValue('Left alone');
});

test('Back asks as well, and goes once there is nothing to lose', async ({ page }) => {
  await register(page);
  await makeToken(page, 'Left alone');
  await page.goto(`${LIST}/New`);
  await page.getByRole('link', { name: 'Cancel' }).click();
  const dialog = await edit(page, 'Left alone');
  await dialog.getByLabel('Token name').fill('Half a na');
  await page.goBack();
  const question = page.getByRole('dialog', { name: 'Discard your changes?' });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(page).toHaveURL(LIST);
  await expect(dialog.getByLabel('Token name')).toHaveValue('Half a na');
  await page.goBack();
  await question.getByRole('button', { name: 'Discard changes' }).click();
  await expect(dialog).toBeHidden();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Create API client' })).toBeVisible();
});

test('of two tabs none overwrites the other in silence', async ({ page, problems }) => {
  problems.allow(/status of 412/);
  await register(page);
  await makeApp(page, 'Two tabs');
  const other = await page.context().newPage();
  await other.goto(LIST);
  const mine = await edit(page, 'Two tabs');
  const theirs = await edit(other, 'Two tabs');
  await theirs.getByLabel('App name').fill('From the other tab');
  await theirs.getByLabel('Description').fill('Written there');
  await save(other, theirs);

  await mine.getByLabel('App name').fill('From this tab');
  await mine.getByRole('button', { name: 'Save Changes' }).click();
  await expect(mine.getByRole('alert').getByText('Nothing was overwritten.')).toBeVisible();
  const versions = mine.getByRole('region', { name: 'Somebody changed this client in the meantime' });
  await expect(versions.getByRole('row')).toContainText([
    /Yours\s*Theirs/,
    /Name\s*From this tab\s*From the other tab/,
    /Description\s*Not changed by you\s*Written there/,
  ]);
  await inspect(page, 'clients/edit-stale');
  await mine.getByRole('button', { name: 'Keep mine' }).click();
  await expect(mine).toBeHidden();
  await expect(rowOf(page, 'From this tab')).toBeVisible();
  const kept = await edit(page, 'From this tab');
  await expect(kept.getByLabel('Description')).toHaveValue('Written there');

  await kept.getByLabel('App name').fill('Once more');
  await other.reload();
  const again = await edit(other, 'From this tab');
  await again.getByLabel('App name').fill('The others won');
  await save(other, again);
  await kept.getByRole('button', { name: 'Save Changes' }).click();
  await kept.getByRole('button', { name: 'Take theirs' }).click();
  await expect(kept.getByLabel('App name')).toHaveValue('The others won');
  await page.keyboard.press('Escape');
  await expect(kept).toBeHidden();
});

test('who edits once more at once edits what was saved, however late the list is', async ({ page }) => {
  await register(page);
  await makeApp(page, 'Twice in a row');
  const dialog = await edit(page, 'Twice in a row');
  await dialog.getByLabel('Description').fill('The first time');
  let release = (): void => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route('**/api/console/clients/list', async (route) => {
    await held;
    await route.continue();
  });
  await save(page, dialog);
  const again = await edit(page, 'Twice in a row');
  await expect(again.getByLabel('Description')).toHaveValue('The first time');
  await again.getByLabel('Description').fill('The second time');
  release();
  await save(page, again);
  await expect(rowOf(page, 'Twice in a row')).toBeVisible();
});

test('a session that ends half way costs nothing that was typed', async ({ page, problems }) => {
  problems.allow(/status of 401/);
  const person = await register(page);
  await makeApp(page, 'Interrupted');
  const dialog = await edit(page, 'Interrupted');
  await dialog.getByLabel('App name').fill('Typed before');
  await dialog.getByLabel('Redirect URLs', { exact: true }).fill(`${callback}\nhttps://b.example.com/cb `);
  await page.context().clearCookies();
  await dialog.getByRole('button', { name: 'Save Changes' }).click();
  await expect(dialog.getByText('You were signed out')).toBeVisible();
  await signInBeside(page, person);
  await expect(dialog.getByLabel('App name')).toHaveValue('Typed before');
  await expect(dialog.getByLabel('Redirect URLs', { exact: true })).toHaveValue(`${callback}\nhttps://b.example.com/cb `);
  await save(page, dialog);
  await expect(rowOf(page, 'Typed before')).toBeVisible();
});

test('a sign-in of a while ago costs the password and nothing that was typed', async ({ page, problems }) => {
  problems.allow(/status of (403|422)/);
  const nora = await register(page);
  await makeApp(page, 'Asked again');
  const dialog = await edit(page, 'Asked again');
  await dialog.getByLabel('Redirect URLs', { exact: true }).fill('https://new.example.com/cb');

  // The first answer is the one that ten minutes later would be given.
  let refusals = 0;
  await page.route('**/api/console/clients/change', async (route) => {
    refusals += 1;
    if (refusals > 1) return route.continue();
    const refusal = { code: 'reauthentication_required', message: 'This needs your password once more.' };
    return route.fulfill({ status: 403, json: refusal });
  });
  await dialog.getByRole('button', { name: 'Save Changes' }).click();
  const question = page.getByRole('dialog', { name: "Confirm it's you" });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByRole('alert')).toContainText('once more');
  await expect(dialog.getByLabel('Redirect URLs', { exact: true }), 'nothing is lost').toHaveValue('https://new.example.com/cb');

  refusals = 0;
  await dialog.getByRole('button', { name: 'Save Changes' }).click();
  await expect(question.getByLabel('Password')).toBeFocused();
  await page.keyboard.type(nora.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'are saved.' })).toBeVisible();
  await expect(dialog).toBeHidden();
  const again = await edit(page, 'Asked again');
  await expect(again.getByLabel('Redirect URLs', { exact: true })).toHaveValue('https://new.example.com/cb');
});

test('the server being away costs nothing but another press', async ({ page, problems }) => {
  problems.allow(/Failed to load resource/);
  await register(page);
  await makeToken(page, 'Patient');
  const dialog = await edit(page, 'Patient');
  await dialog.getByLabel('Token name').fill('Very patient');
  await page.route('**/api/console/clients/change', (route) => route.abort());
  await dialog.getByRole('button', { name: 'Save Changes' }).click();
  await expect(dialog.getByRole('alert')).toContainText("The server can't be reached.");
  await page.unroute('**/api/console/clients/change');
  await save(page, dialog);
});
