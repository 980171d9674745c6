// The session behind an open page ends, or becomes somebody else's: the page says so, and nothing that was typed is lost.
import type { BrowserContext, Page } from '@playwright/test';
import {
  bob,
  edit,
  editDialog,
  expect,
  fillInSignIn,
  inspect,
  makeService,
  press,
  register,
  rowOf,
  save,
  signInBeside,
  test,
  write,
} from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';
const PROFILE = '/Identity/Account/Manage';

/** Somebody new with a service, and the list before them. */
async function withService(page: Page) {
  const nora = await register(page);
  await makeService(page, 'Night import');
  await page.goto(LIST);
  await expect(rowOf(page, 'Night import').getByRole('button', { name: 'Edit' })).toBeEnabled();
  return nora;
}

/** Signs out in another tab. */
async function signOutElsewhere(context: BrowserContext): Promise<void> {
  const tab = await context.newPage();
  await tab.goto(PROFILE);
  await tab.getByRole('button', { name: 'Sign out' }).click();
  await expect(tab.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  await tab.close();
}

/** Comes back to a tab. A browser without windows never leaves one, so it is told. */
async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
}

test('who signed out in another tab is told, signs in beside it, and saves what was typed', async ({ page, problems }) => {
  test.setTimeout(90_000);
  problems.allow(/status of 401/);
  const nora = await withService(page);
  const dialog = await edit(page, 'Night import');
  await dialog.getByLabel('Service name').fill('Typed before');
  await comeBack(page);
  await signOutElsewhere(page.context());
  const told = page.getByRole('dialog', { name: 'You were signed out' });
  await expect(told).toBeHidden();

  await comeBack(page);
  await expect(told).toContainText('What you typed is still here.');
  await inspect(page, 'session/signed-out');
  await signInBeside(page, nora);
  await comeBack(page);
  await expect(told, 'it is over by itself').toBeHidden();
  await expect(dialog.getByLabel('Service name')).toHaveValue('Typed before');
  await save(page, dialog);
  await expect(rowOf(page, 'Typed before')).toBeVisible();
});

// Shows W5.
test('who signed out in another tab comes back with the keyboard alone', async ({ page, problems }) => {
  test.setTimeout(90_000);
  problems.allow(/status of 401/);
  const nora = await withService(page);
  await press(page, rowOf(page, 'Night import').getByRole('button', { name: 'Edit', exact: true }));
  const dialog = editDialog(page, 'Night import');
  await expect(dialog.getByLabel('Service name')).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Typed before');
  await signOutElsewhere(page.context());
  await comeBack(page);
  const told = page.getByRole('dialog', { name: 'You were signed out' });
  await expect(told).toBeVisible();
  const opened = page.waitForEvent('popup');
  await press(page, told.getByRole('link', { name: 'Sign in in a new tab' }));
  const tab = await opened;
  await write(tab, tab.getByLabel('Email'), nora.email);
  await write(tab, tab.getByLabel('Password'), nora.password);
  await tab.keyboard.press('Enter');
  await expect(tab.getByRole('main')).toContainText('API');
  await tab.close();
  await comeBack(page);
  await expect(told).toBeHidden();
  await expect(dialog.getByLabel('Service name'), 'the focus is where it was').toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Changes to Typed before are saved.' })).toBeVisible();
});

test('a page that belongs to somebody else by now says whose it is', async ({ page, problems }) => {
  test.setTimeout(90_000);
  problems.allow(/status of 40[14]/);
  const nora = await withService(page);
  await signOutElsewhere(page.context());
  await comeBack(page);
  await signInBeside(page, bob);
  await comeBack(page);
  const told = page.getByRole('dialog', { name: 'Somebody else is signed in' });
  await expect(told).toContainText(nora.email);
  await expect(told).toContainText(bob.email);
  await inspect(page, 'session/somebody-else');
  await page.keyboard.press('Escape');
  await expect(told).toBeHidden();
  await comeBack(page);
  await told.getByRole('link', { name: 'Show their page' }).click();
  await expect(rowOf(page, 'Night import')).toHaveCount(0);
});

test('a form about a secret outlives the session without being stored anywhere', async ({ page, problems }) => {
  problems.allow(/status of 401/);
  const nora = await withService(page);
  await rowOf(page, 'Night import').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Add secret' }).click();
  const form = page.getByRole('dialog', { name: 'Add a secret to Night import' });
  await form.getByLabel('Label').fill('blue cluster');
  await signOutElsewhere(page.context());
  await form.getByRole('button', { name: 'Add secret' }).click();
  await expect(form.getByRole('alert')).toContainText('You were signed out');
  await signInBeside(page, nora);
  await form.getByRole('button', { name: 'Add secret' }).click();
  await expect(page.getByRole('dialog', { name: 'Store this secret now' })).toBeVisible();
});

test('a profile that was typed after the session had ended is there after sign-in, for its person alone', async ({ page, problems }) => {
  test.setTimeout(90_000);
  problems.allow(/status of 403/);
  const nora = await register(page);
  for (const [person, kept] of [
    [bob, false],
    [nora, true],
  ] as const) {
    await page.goto(PROFILE);
    await page.getByLabel('Given name').fill('Eleonora');
    await page.getByLabel('City or town').fill('Lisbon');
    await signOutElsewhere(page.context());
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Your session has ended.')).toBeVisible();
    if (kept) await inspect(page, 'session/sign-in-with-a-form');
    await fillInSignIn(page, person);
    await expect(page.getByRole('heading', { name: 'Profile', level: 1 })).toBeVisible();
    const given = page.getByLabel('Given name');
    if (kept) {
      await expect(given).toHaveValue('Eleonora');
      continue;
    }
    await expect(given, 'it is not theirs').not.toHaveValue('Eleonora');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goto('/Identity/Account/Login');
    await fillInSignIn(page, nora);
  }
  await expect(page.getByText('Nothing has been saved yet.')).toBeVisible();
  await inspect(page, 'session/profile-kept');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Your profile is saved.')).toBeVisible();
  await expect(page.getByLabel('City or town')).toHaveValue('Lisbon');
});
