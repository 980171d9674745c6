// A client is edited: what will change is said before.
import {
  cellOf,
  edit,
  editDialog,
  expect,
  inspect,
  makeApp,
  makeService,
  makeToken,
  openDrawer,
  press,
  register,
  rowOf,
  save,
  test,
  whatChanges,
} from '../fixtures/test.ts';

const callback = 'https://app.example.com/callback';

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
  await press(page, pencil);
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

test('what is wrong with an address is said beside it, once and in words', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  await register(page);
  await makeApp(page, 'My app');
  const dialog = await edit(page, 'My app');
  const urls = dialog.getByLabel('Redirect URLs', { exact: true });
  await urls.fill('http://localhost:3000/cb\nhttp://localhost:3000/cb');
  await dialog.getByRole('button', { name: 'Save Changes' }).click();
  await expect(urls).toHaveAccessibleDescription(/Change what is marked below\.$/);
  const reasons = dialog.locator('.verdict__reasons');
  await expect(reasons).toHaveText([/^Fine for development/, 'This address is already in the list.']);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard changes' }).click();

  await makeService(page, 'Night import');
  await page.reload();
  const service = await edit(page, 'Night import');
  await openDrawer(service, 'Advanced');
  await service.getByLabel('Allowed IP addresses').fill('the office');
  await service.getByRole('button', { name: 'Save Changes' }).click();
  await expect(service.getByLabel('Allowed IP addresses')).toHaveAccessibleDescription(/the office is neither an IP address nor a network/);
  await expect(service.locator('.field__error code')).toHaveText('the office');
  await expect(service).not.toContainText('`');
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
