// Everything can be done without a mouse, and whoever uses the keyboard always sees where they are.
import {
  alice,
  createClient,
  expect,
  expectVisibleFocus,
  focused,
  leaveReveal,
  makeService,
  press,
  register,
  reveal,
  rowOf,
  sayStoredByKeys,
  signIn,
  test,
} from '../fixtures/test.ts';

// Shows W5.
test('a token is made with the keyboard alone', async ({ page }) => {
  await register(page);
  await expect(page.getByText('No API clients yet')).toBeVisible();
  await press(page, page.getByRole('main').getByRole('link', { name: 'Create API client' }));
  await expect(page.getByRole('heading', { name: 'Create API client' })).toBeFocused();

  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('radio', { name: 'Personal Access Token' })).toBeChecked();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Backend Service' })).toBeChecked();
  await page.keyboard.press('ArrowUp');
  await expectVisibleFocus(page);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'A personal access token' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('Typed token');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Is this right?' })).toBeFocused();
  await press(page, page.getByRole('button', { name: 'Create', exact: true }));

  await expect(reveal(page)).toBeVisible();
  await press(page, reveal(page).getByRole('button', { name: 'Copy', description: 'Personal access token' }));
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  await sayStoredByKeys(page);
  await expect(page.getByRole('heading', { name: 'API Clients', level: 1, exact: true })).toBeFocused();
  await expect(rowOf(page, 'Typed token')).toBeVisible();
});

test('a dialog gives the focus back to the button that it was opened from', async ({ page }) => {
  await register(page);
  await createClient(page, 'Personal Access Token', { name: 'My laptop' });
  await leaveReveal(page);
  const button = rowOf(page, 'My laptop').getByRole('button', { name: 'More actions' });
  for (const [action, title] of [
    ['Deactivate', 'Deactivate My laptop?'],
    ['Delete', 'Delete My laptop?'],
  ] as const) {
    await button.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Regenerate secret' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    if (action === 'Delete') await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: action })).toBeFocused();
    await expectVisibleFocus(page);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: title });
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(button).toBeFocused();
  }
  await button.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Regenerate secret' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button, 'a menu gives it back, too').toBeFocused();
});

test('a menu opens with the arrows, and letters find its actions', async ({ page }) => {
  await register(page);
  await makeService(page, 'Night import');
  await page.reload();
  const row = rowOf(page, 'Night import');
  const button = row.getByRole('button', { name: 'More actions' });
  const item = (name: string) => page.getByRole('menuitem', { name });
  await expect(row.getByRole('button', { name: 'Edit' }), 'the script has come').toBeEnabled();

  await button.focus();
  await page.keyboard.press('ArrowDown');
  await expect(item('Regenerate secret')).toBeFocused();
  for (const [key, name] of [
    ['d', 'Deactivate'],
    ['D', 'Delete'],
    ['d', 'Deactivate'],
    ['a', 'Add secret'],
    ['x', 'Add secret'],
    ['End', 'Delete'],
    ['ArrowDown', 'Regenerate secret'],
    ['ArrowUp', 'Delete'],
    ['Home', 'Regenerate secret'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(item(name), key).toBeFocused();
  }
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(item('Delete')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(row.getByRole('button', { name: 'Edit' })).toBeFocused();
});

test('the first Tab leads past the navigation', async ({ page }) => {
  await signIn(page, alice);
  await page.reload();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => document.querySelector('main')!.contains(document.activeElement));
  expect(inside, `"${await focused(page)}" is in the content`).toBe(true);
});
