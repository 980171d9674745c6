// A client's first call in the reader's language: chosen with the keyboard, copied line by line.
import { copied, createClient, expect, inspect, leaveReveal, makeService, register, reveal, rowOf, tabTo, test } from '../fixtures/test.ts';

// Shows R032, R087.
test('the first call is chosen by keyboard and copied with its line breaks', async ({ page }) => {
  await register(page);
  await createClient(page, 'Backend Service', { name: 'Nightly Import' });
  const texts = reveal(page).getByRole('group', { name: 'Language' });
  await expect(texts.getByRole('radio')).toHaveCount(6);
  await leaveReveal(page);

  await rowOf(page, 'Nightly Import').getByRole('link', { name: 'Nightly Import' }).click();
  await page.getByRole('link', { name: 'Documentation' }).click();
  await tabTo(page, page.getByRole('radio', { name: 'curl' }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Python' })).toBeChecked();

  const code = page.getByRole('region', { name: 'Code' });
  await expect(code).toContainText('os.environ.get("EXEPRON_CLIENT_SECRET", "")');
  const shown = (await code.textContent()) ?? '';
  expect(shown.split('\n').length).toBeGreaterThan(10);
  expect(await copied(page, 'Code')).toBe(shown);
  await inspect(page, 'snippets');
});

// Shows R087.
test('the first call is chosen and copied with the pointer', async ({ page }) => {
  await register(page);
  const id = await makeService(page, 'Nightly Import');
  await page.goto(`/Identity/Account/Manage/ApiClients/${id}/Documentation`);
  const code = page.getByRole('region', { name: 'Code' });
  for (const [language, words] of [
    ['.NET', 'HttpClient'],
    ['Node.js', 'fetch('],
    ['.env', 'EXEPRON_CLIENT_ID='],
  ] as const) {
    await page.getByRole('radio', { name: language, exact: true }).click();
    await expect(code).toContainText(words);
    expect(await copied(page, 'Code')).toBe((await code.textContent()) ?? '');
  }
});

// Shows R087.
test('the texts of a client hold no secret, and can be read before a script has come', async ({ page, anotherBrowser, problems }) => {
  // Without a script the console's is fetched for nothing.
  problems.allow(/preload/i);
  await register(page);
  await createClient(page, 'Backend Service', { name: 'Nightly Import' });
  await leaveReveal(page);
  await rowOf(page, 'Nightly Import').getByRole('link', { name: 'Nightly Import' }).click();
  await page.getByRole('link', { name: 'Documentation' }).click();
  await expect(page.getByRole('region', { name: 'Code' })).toBeVisible();

  const quiet = await anotherBrowser({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  const plain = await quiet.newPage();
  await plain.goto(page.url());
  const code = plain.getByRole('region', { name: 'Code' });
  await expect(code).toContainText('client_secret=$EXEPRON_CLIENT_SECRET');
});
