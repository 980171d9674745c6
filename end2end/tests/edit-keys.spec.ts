// Clients are edited with the keyboard alone: fields, drawers, the question before changes are lost, and two versions.
import type { Locator, Page } from '@playwright/test';
import {
  call,
  edit,
  editDialog,
  expect,
  makeService,
  openDrawer,
  press,
  register,
  rowOf,
  save,
  tabTo,
  test,
  whatChanges,
  write,
} from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';
const callback = 'https://app.example.com/callback';

/** An app of somebody new, and the list before them. */
async function withApp(page: Page, clientName: string): Promise<void> {
  await register(page);
  const app = { template: 'web_mobile_app', clientName, redirectUris: [callback] };
  expect((await call(page, 'clients/create', { client: app })).status).toBe(200);
  await page.goto(LIST);
}

const pencil = (page: Page, name: string) => rowOf(page, name).getByRole('button', { name: 'Edit', exact: true });
const said = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });

/** Opens the dialog by the pencil of a row; its first field has the focus then. */
async function editByKeys(page: Page, name: string, field: string): Promise<Locator> {
  await press(page, pencil(page, name));
  const dialog = editDialog(page, name);
  await expect(dialog.getByLabel(field)).toBeFocused();
  return dialog;
}

/** Writes a field anew that has the focus already. */
async function writeHere(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

// Shows R089, R090, R092, W5.
test('an app: its lists, settings, scopes and documentation', async ({ page }) => {
  test.setTimeout(90_000);
  await withApp(page, 'My app');
  const dialog = await editByKeys(page, 'My app', 'App name');
  await writeHere(page, 'My better app');
  await write(page, dialog.getByLabel('Redirect URLs', { exact: true }), 'https://new.example.com/cb\ncom.example.app://cb');
  const logout = dialog.getByRole('group', { name: 'Post-logout redirect URLs' });
  await press(page, logout.getByLabel('Edit separately'), 'Space');
  await expect(logout.getByRole('textbox')).toHaveValue('https://new.example.com/cb\ncom.example.app://cb');
  await write(page, logout.getByRole('textbox'), 'https://new.example.com/bye', 'Shift+Tab');
  await tabTo(page, dialog.getByLabel('Environment'));
  await page.keyboard.type('Stag');
  await press(page, dialog.locator('summary', { hasText: 'Advanced' }));
  await write(page, dialog.getByLabel('Access token lifetime'), '600');
  await press(page, dialog.getByLabel('Sliding refresh token'), 'Space');
  await press(page, dialog.getByRole('group', { name: 'Grant types' }).getByLabel('Refresh Token'), 'Space');
  await press(page, dialog.getByRole('checkbox', { name: 'address', exact: true }), 'Space');
  await press(page, dialog.locator('summary', { hasText: 'Documentation' }));
  await write(page, dialog.getByLabel('Contact'), 'ops@example.com');
  expect((await whatChanges(dialog)).map(([member]) => member)).toEqual([
    'Name',
    'Redirect URLs',
    'Post-logout redirect URLs',
    'Environment',
    'Access token lifetime',
    'Sliding refresh token',
    'Grant types',
    'Scopes',
    'Contact',
  ]);
  await press(page, dialog.getByRole('button', { name: 'Save Changes' }));
  await expect(said(page, 'Changes to My better app are saved.')).toBeVisible();
  await expect(pencil(page, 'My better app')).toBeFocused();

  await page.keyboard.press('Enter');
  const again = editDialog(page, 'My better app');
  await expect(again.getByLabel('Redirect URLs', { exact: true })).toHaveValue('https://new.example.com/cb\ncom.example.app://cb');
  await expect(again.getByLabel('Contact')).toHaveValue('ops@example.com');
  await expect(again.getByLabel('Access token lifetime')).toHaveValue('600');
});

// Shows R089, W5.
test('a service: what it is for, and how long its tokens last', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  await register(page);
  await makeService(page, 'Night import');
  await page.goto(LIST);
  const dialog = await editByKeys(page, 'Night import', 'Service name');
  await writeHere(page, 'Morning import');
  await write(page, dialog.getByLabel('Description'), 'Copies projects at dawn.');
  await press(page, dialog.locator('summary', { hasText: 'Advanced' }));
  await write(page, dialog.getByLabel('Access token lifetime'), '0');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('from 1 to 315360000');
  await writeHere(page, '300');
  await page.keyboard.press('Enter');
  await expect(said(page, 'Changes to Morning import are saved.')).toBeVisible();
  await expect(pencil(page, 'Morning import')).toBeFocused();
});

// Shows R089, R090.
test('a service is edited with a pointer, and has no fields of an app', async ({ page }) => {
  await register(page);
  const clientId = await makeService(page, 'Night import');
  await page.goto(LIST);
  const dialog = await edit(page, 'Night import');
  await expect(dialog.getByLabel('Redirect URLs', { exact: true })).toHaveCount(0);
  await dialog.getByLabel('Service name').fill('Morning import');
  await openDrawer(dialog, 'Advanced');
  await expect(dialog.getByRole('group', { name: 'Grant types' }).getByRole('checkbox')).toHaveCount(2);
  await dialog.getByLabel('Access token lifetime').fill('300');
  await openDrawer(dialog, 'Documentation');
  await dialog.getByLabel('Owner').fill('Data team');
  expect(await whatChanges(dialog)).toEqual([
    ['Name', 'Night import', 'Morning import'],
    ['Access token lifetime', '3600 s (1 hour)', '300 s (5 minutes)'],
    ['Owner', 'None', 'Data team'],
  ]);
  await save(page, dialog);
  await page.goto(`${LIST}/${clientId}/Access`);
  await expect(page.getByText('Valid for 5 minutes')).toBeVisible();
});

// Shows W5.
test('who leaves with changes is asked, and stays or goes', async ({ page }) => {
  await withApp(page, 'Left alone');
  const dialog = await editByKeys(page, 'Left alone', 'App name');
  await writeHere(page, 'Half a na');
  const question = page.getByRole('dialog', { name: 'Discard your changes?' });
  await press(page, dialog.getByRole('button', { name: 'Cancel' }), 'Enter', 'Shift+Tab');
  await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Cancel' }), 'back to where it was asked').toBeFocused();
  await expect(dialog.getByLabel('App name')).toHaveValue('Half a na');

  await page.keyboard.press('Escape');
  await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await press(page, question.getByRole('button', { name: 'Discard changes' }));
  await expect(dialog).toBeHidden();
  await expect(pencil(page, 'Left alone')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('App name')).toHaveValue('Left alone');
});

// Shows W5.
test('of two versions one is chosen', async ({ page, problems }) => {
  test.setTimeout(90_000);
  problems.allow(/status of 412/);
  await withApp(page, 'Two tabs');
  const other = await page.context().newPage();
  /** What happens meanwhile in another tab, however it is done there. */
  const elsewhere = async (before: string, after: string) => {
    await other.goto(LIST);
    const theirs = await edit(other, before);
    await theirs.getByLabel('App name').fill(after);
    await save(other, theirs);
  };
  const mine = await editByKeys(page, 'Two tabs', 'App name');
  await elsewhere('Two tabs', 'From the other tab');
  await writeHere(page, 'From this tab');
  await page.keyboard.press('Enter');
  await expect(mine.getByRole('alert').getByText('Nothing was overwritten.')).toBeVisible();
  await press(page, mine.getByRole('button', { name: 'Keep mine' }));
  await expect(pencil(page, 'From this tab')).toBeFocused();

  await page.keyboard.press('Enter');
  const again = editDialog(page, 'From this tab');
  await expect(again.getByLabel('App name')).toBeFocused();
  await elsewhere('From this tab', 'The others won');
  await writeHere(page, 'Once more');
  await page.keyboard.press('Enter');
  await press(page, again.getByRole('button', { name: 'Take theirs' }));
  await expect(again.getByLabel('App name')).toHaveValue('The others won');
  await page.keyboard.press('Escape');
  await expect(again).toBeHidden();
});
