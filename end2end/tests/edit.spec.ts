// A client is edited: what will change is said before, nothing that was typed is lost, and nobody is overwritten.
import type { Page } from '@playwright/test';
import {
  cellOf,
  createClient,
  edit,
  editDialog,
  expect,
  inspect,
  leaveReveal,
  openDrawer,
  register,
  rowOf,
  save,
  signInBeside,
  test,
  whatChanges,
} from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';
const callback = 'https://app.example.com/callback';

/** Makes an app and goes to the list. */
async function makeApp(page: Page, name: string): Promise<void> {
  await createClient(page, 'Web/Mobile App', { name, redirectUrls: [callback] });
  await expect(page.getByText('Your client is ready')).toBeVisible();
  await page.goto(LIST);
  await expect(rowOf(page, name)).toBeVisible();
}

/** Makes a personal access token and goes to the list. */
async function makeToken(page: Page, name: string): Promise<void> {
  await createClient(page, 'Personal Access Token', { name });
  await leaveReveal(page);
}

// Shows R089, R090, R092.
test('an app is edited with the pointer, and what will change is shown first', async ({ page }) => {
  await register(page);
  await makeApp(page, 'My app');
  const dialog = await edit(page, 'My app');
  await expect(dialog.getByLabel('App name')).toBeFocused();
  await dialog.getByLabel('App name').fill('My better app');
  await dialog.getByLabel('Redirect URLs', { exact: true }).fill(`https://new.example.com/cb com.example.app://cb\nhttp://new.example.com/cb`);
  await expect(dialog.getByText('Only localhost may use http.')).toBeVisible();
  await dialog.getByLabel('Redirect URLs', { exact: true }).fill(`https://new.example.com/cb com.example.app://cb`);

  const origins = dialog.getByRole('group', { name: 'Allowed CORS origins' });
  await expect(origins.getByRole('listitem')).toHaveText(['https://new.example.com']);
  const logout = dialog.getByRole('group', { name: 'Post-logout redirect URLs' });
  await expect(logout.getByRole('listitem')).toHaveText(['https://new.example.com/cb', 'com.example.app://cb']);
  await logout.getByLabel('Edit separately').check();
  await expect(logout.getByRole('textbox')).toHaveValue('https://new.example.com/cb\ncom.example.app://cb');
  await logout.getByRole('textbox').fill('https://new.example.com/bye');

  expect(await whatChanges(dialog)).toEqual([
    ['Name', 'My app', 'My better app'],
    ['Redirect URLs', callback, 'https://new.example.com/cb\ncom.example.app://cb'],
    ['Post-logout redirect URLs', 'Follows the redirect URLs', 'https://new.example.com/bye'],
  ]);
  await save(page, dialog);
  await expect(rowOf(page, 'My better app').getByRole('button', { name: 'Edit' })).toBeFocused();

  const again = await edit(page, 'My better app');
  await expect(again.getByLabel('Redirect URLs', { exact: true })).toHaveValue('https://new.example.com/cb\ncom.example.app://cb');
  await expect(again.getByRole('group', { name: 'Post-logout redirect URLs' }).getByRole('textbox')).toHaveValue(
    'https://new.example.com/bye',
  );
});

// Shows R089, R091.
test('a token is renamed with the keyboard alone, and has no other fields of an app', async ({ page }) => {
  await register(page);
  await makeToken(page, 'My laptop');
  const pencil = rowOf(page, 'My laptop').getByRole('button', { name: 'Edit' });
  await pencil.focus();
  await page.keyboard.press('Enter');
  const dialog = editDialog(page, 'My laptop');
  await expect(dialog.getByLabel('Token name')).toBeFocused();
  for (const absent of ['Redirect URLs', 'Description', 'Access token lifetime']) {
    await expect(dialog.getByLabel(absent)).toHaveCount(0);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(pencil).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Token name')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('My new laptop');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Changes to My new laptop are saved.' })).toBeVisible();
  await expect(rowOf(page, 'My new laptop').getByRole('button', { name: 'Edit' })).toBeFocused();
});

// Shows R040, R041, R042, R043, R044, R045, R046.
test('the drawer shows each setting beside its default and what is recommended', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  await register(page);
  await makeApp(page, 'Tuned app');
  const dialog = await edit(page, 'Tuned app');
  await openDrawer(dialog, 'Advanced');
  const settings = dialog.getByRole('region', { name: 'Settings, their defaults and what is recommended' });
  const rows = settings.locator('.advised__row');
  for (const [index, [control, standard, recommended]] of [
    ['Access token lifetime', '3600 s (1 hour)', '3600 s (1 hour)'],
    ['Refresh token lifetime', '2592000 s (30 days)', '2592000 s (30 days)'],
    ['Require PKCE', 'Off', 'On'],
    ['Allow offline access', 'Off', 'On'],
    ['Sliding refresh token', 'Off', 'On'],
    ['Update access token on refresh', 'Off', 'On'],
  ].entries()) {
    const row = rows.nth(index);
    await expect(row.getByLabel(control!)).toBeVisible();
    await expect(row.getByRole('definition')).toHaveText([standard!, recommended!]);
  }
  await expect(settings.getByLabel('Require PKCE')).toBeDisabled();

  await settings.getByLabel('Access token lifetime').fill('an hour');
  await dialog.getByRole('button', { name: 'Save Changes' }).click();
  await expect(settings.getByLabel('Access token lifetime')).toBeFocused();
  await expect(dialog.getByText('Write a whole number of seconds, for example 3600.').first()).toBeVisible();
  await settings.getByLabel('Access token lifetime').fill('0');
  await dialog.getByRole('button', { name: 'Save Changes' }).click();
  await expect(dialog.getByRole('alert')).toContainText('from 1 to 315360000');

  await settings.getByLabel('Access token lifetime').fill('600');
  await settings.getByLabel('Refresh token lifetime').fill('7776000');
  await settings.getByLabel('Sliding refresh token').uncheck();
  expect(await whatChanges(dialog)).toEqual([
    ['Access token lifetime', '3600 s (1 hour)', '600 s (10 minutes)'],
    ['Refresh token lifetime', '2592000 s (30 days)', '7776000 s (90 days)'],
    ['Sliding refresh token', 'On', 'Off'],
  ]);
  await save(page, dialog);
});

// Shows R097, R104, R105.
test('scopes, grant types, the environment and the documentation are edited', async ({ page }) => {
  await register(page);
  await makeApp(page, 'Scoped app');
  const dialog = await edit(page, 'Scoped app');
  await dialog.getByLabel('Environment').selectOption('Staging');
  await openDrawer(dialog, 'Advanced');
  await dialog.getByRole('group', { name: 'Grant types' }).getByLabel('Refresh Token').check();
  await dialog.getByRole('checkbox', { name: 'address', exact: true }).check();
  await openDrawer(dialog, 'Documentation');
  await dialog.getByLabel('Contact').fill('ops@example.com');
  const changes = await whatChanges(dialog);
  expect(changes.map(([member]) => member)).toEqual(['Environment', 'Grant types', 'Scopes', 'Contact']);
  await save(page, dialog);
  await expect(cellOf(rowOf(page, 'Scoped app'), 'Scopes')).toContainText('address');
  const again = await edit(page, 'Scoped app');
  await expect(again.getByLabel('Environment')).toHaveValue('staging');
  await openDrawer(again, 'Documentation');
  await expect(again.getByLabel('Contact')).toHaveValue('ops@example.com');
});

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

test.describe('in every look', () => {
  test.describe.configure({ timeout: 120_000 });

  test('the dialog can be read by everybody', async ({ page, problems }) => {
    problems.allow(/status of 422/);
    await register(page);
    await makeApp(page, 'Looked at');
    const dialog = await edit(page, 'Looked at');
    await inspect(page, 'clients/edit');
    await openDrawer(dialog, 'Advanced');
    await dialog.getByLabel('Access token lifetime').fill('600');
    await inspect(page, 'clients/edit-advanced');
    await dialog.getByRole('region', { name: 'What will change' }).scrollIntoViewIfNeeded();
    await inspect(page, 'clients/edit-changes');
    await dialog.getByLabel('App name').fill('No');
    await dialog.getByLabel('Redirect URLs', { exact: true }).fill('http://app.example.com/callback');
    await dialog.getByRole('button', { name: 'Save Changes' }).click();
    await expect(dialog.getByRole('alert')).toContainText('Use 3 characters or more.');
    await inspect(page, 'clients/edit-problems');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await inspect(page, 'clients/edit-discard');
  });
});
