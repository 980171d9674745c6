// A theme that was chosen against the system's, and the few colours of a system that forces its own: three pages each.
import type { Page } from '@playwright/test';
import {
  alice,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  inEveryLook,
  photograph,
  signIn,
  test,
  type Look,
} from '../fixtures/test.ts';

test.describe.configure({ timeout: 150_000 });

const MANAGE = '/Identity/Account/Manage';
const PAGES = {
  profile: MANAGE,
  list: `${MANAGE}/ApiClients`,
  access: `${MANAGE}/ApiClients/app_de30de30de30/Access`,
};

/** Everything that `inspect` does, in a look that was arranged before. */
async function look(page: Page, name: string, seen: Look, without: string[] = []): Promise<void> {
  await expectNoSidewaysScroll(page);
  await expectAccessible(page, without);
  await photograph(page, name, seen);
}

for (const [name, address] of Object.entries(PAGES)) {
  test(`a chosen theme beats the system's: ${name}`, async ({ page }) => {
    await signIn(page, alice);
    await page.goto(address);
    const root = page.locator('html');
    await inEveryLook(page, async (seen) => {
      await page.emulateMedia({ colorScheme: seen.scheme === 'dark' ? 'light' : 'dark' });
      await expect(async () => {
        if ((await root.getAttribute('data-theme')) !== seen.scheme) {
          await page.getByRole('button', { name: 'Switch between light and dark' }).click();
        }
        await expect(root).toHaveAttribute('data-theme', seen.scheme, { timeout: 500 });
      }).toPass();
      await look(page, `themes/chosen-${name}`, seen);
    });
  });

  test(`forced colours leave everything readable: ${name}`, async ({ page }) => {
    await signIn(page, alice);
    await page.goto(address);
    await inEveryLook(page, async (seen) => {
      await page.emulateMedia({ colorScheme: seen.scheme, forcedColors: 'active' });
      expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
      // The colours are those of the reader's system, which axe doesn't know.
      await look(page, `themes/forced-${name}`, seen, ['color-contrast']);
    });
    // A button without a border is nothing but a word there.
    const bare = await page.getByRole('button').evaluateAll((buttons) =>
      buttons
        .filter((button) => button.matches('.button:not(.button--quiet)') && button.checkVisibility())
        .filter((button) => getComputedStyle(button).borderTopStyle === 'none')
        .map((button) => button.textContent),
    );
    expect(bare).toEqual([]);
  });
}
