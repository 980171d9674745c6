// The page of one client: its tabs, each with an address.
import type { Page } from '@playwright/test';
import {
  alice,
  answerTo,
  askForTokens,
  call,
  expect,
  fillInSignIn,
  inspect,
  makeKnownService,
  makeService,
  press,
  register,
  signIn,
  test,
  type Latchkey,
} from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'About this client' }).getByRole('link', { name, exact: true });
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

// Shows R088, R095.
test('each tab has an address, and Back goes through them', async ({ page }) => {
  test.setTimeout(120_000);
  await register(page);
  const id = await makeService(page, 'Night import');
  await page.goto(`${LIST}/${id}`);
  await expect(panel(page, 'Overview')).toContainText('Never used');
  await inspect(page, 'client/overview');
  for (const [name, words] of [
    ['Credentials', 'Never used'],
    ['Access', 'Read and change projects'],
    ['Activity', 'API client created'],
    ['Documentation', 'curl'],
  ] as const) {
    await tab(page, name).click();
    await expect(page).toHaveURL(`${LIST}/${id}/${name}`);
    await expect(page).toHaveTitle(`${name} · Night import · Latchkey`);
    await expect(panel(page, name)).toContainText(words);
    await expect(tab(page, name)).toHaveAttribute('aria-current', 'page');
    await inspect(page, `client/${name.toLowerCase()}`);
  }
  await page.goBack();
  await expect(panel(page, 'Activity')).toBeVisible();
  await page.reload();
  await expect(panel(page, 'Activity')).toContainText('API client created');
});

// Shows R095.
test('the moment of the last use is there to be read, whoever has no pointer', async ({ page, latchkey }) => {
  await register(page);
  const { id, secret } = await makeKnownService(page, 'Night import');
  expect(await answerTo(latchkey, id, secret)).toBe(200);
  const exact = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' });
  for (const address of [LIST, `${LIST}/${id}`, `${LIST}/${id}/Credentials`]) {
    const used = page.locator('time.exactly').last();
    await expect(async () => {
      await page.goto(address);
      await expect(used).toBeVisible({ timeout: 1_000 });
      const machine = await used.getAttribute('datetime');
      await expect(used).toHaveText(exact.format(new Date(machine!)), { timeout: 1_000 });
      expect(Math.abs(Date.now() - Date.parse(machine!))).toBeLessThan(60_000);
    }, address).toPass();
  }
});

test('only the first look at a tab is said to be loading', async ({ page }) => {
  await register(page);
  const { id } = await makeKnownService(page, 'Night import');
  await page.goto(`${LIST}/${id}`);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver((changes) => {
      for (const node of changes.flatMap((change) => Array.from(change.addedNodes))) {
        const parts = node instanceof Element ? [node, ...Array.from(node.querySelectorAll('[role=status]'))] : [];
        // In the dialog of a new secret its first call is loaded, and that is new.
        const said = parts.filter((part) => part.matches('[role=status]') && !part.closest('dialog'));
        heard.push(...said.map((part) => part.textContent ?? ''));
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  const loading = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.filter((words) => words.includes('Loading')).length);
  for (const [name, words] of [
    ['Credentials', '1 of 5 secrets work.'],
    ['Documentation', 'The first call'],
  ] as const) {
    await tab(page, name).click();
    await expect(panel(page, name)).toContainText(words);
    expect(await loading(), `the first look at ${name} is announced`).toBeGreaterThan(0);
  }
  const before = await loading();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByText('Inactive', { exact: true })).toBeVisible();
  await tab(page, 'Credentials').click();
  await panel(page, 'Credentials').getByRole('button', { name: 'Add secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add secret' }).click();
  await expect(panel(page, 'Credentials').getByText('2 of 5 secrets work.')).toBeAttached();
  await page.getByLabel('I have stored it').check();
  await page.getByRole('button', { name: 'Done' }).click();
  await panel(page, 'Credentials').getByRole('button', { name: /^Remove: / }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(panel(page, 'Credentials')).toContainText('1 of 5 secrets work.');
  expect(await loading(), 'what was there before stays').toBe(before);
});

test('tabs are reached with the keyboard, and the reader goes on where the tab begins', async ({ page }) => {
  await register(page);
  const id = await makeService(page, 'Night import');
  await page.goto(`${LIST}/${id}`);
  for (const name of ['Credentials', 'Access', 'Activity', 'Documentation']) {
    await press(page, tab(page, name), 'Enter', name === 'Credentials' ? 'Tab' : 'Shift+Tab');
    await expect(page.getByRole('heading', { name, level: 2 })).toBeFocused();
  }
  await press(page, tab(page, 'Overview'), 'Enter', 'Shift+Tab');
  await expect(page.getByRole('heading', { name: 'Night import', level: 1 })).toBeFocused();
});

/** A request of the client with a wrong secret; the id under which it was answered. */
async function failedRequest(latchkey: Latchkey, id: string): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: 'not its secret' };
  const refused = await askForTokens(latchkey, form);
  expect(refused.status).toBe(401);
  return refused.headers.get('x-request-id')!;
}

// Shows R102.
test('what happened with a client is a tab, with the cause of each failure', async ({ page, latchkey }) => {
  test.setTimeout(120_000);
  await register(page);
  const id = await makeService(page, 'Night import');
  const request = await failedRequest(latchkey, id);
  await expect(async () => {
    await page.goto(`${LIST}/${id}`);
    await tab(page, 'Activity').click();
    await expect(panel(page, 'Activity')).toContainText(request, { timeout: 500 });
  }).toPass({ timeout: 5_000 });
  const failed = page.getByRole('row').filter({ hasText: request });
  await expect(failed).toContainText('Token request refused');
  await expect(failed).toContainText('Client Credentials: the secret is wrong');
  await expect(page.getByRole('rowheader').first(), 'the newest first').toContainText('Token request refused');
  await inspect(page, 'client/activity-failure');

  for (const [name, file] of [
    ['Export as CSV', 'activity.csv'],
    ['Export as JSON', 'activity.json'],
  ] as const) {
    const download = page.waitForEvent('download');
    await panel(page, 'Activity').getByRole('link', { name }).click();
    expect((await download).suggestedFilename()).toBe(file);
  }
  await panel(page, 'Activity').getByRole('link', { name: 'Filter by kind, outcome and time' }).click();
  await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
  await expect(page.getByLabel('Client ID')).toHaveValue(id);
  await page.getByRole('link', { name: 'Night import', exact: true }).click();
  await expect(panel(page, 'Overview')).toBeVisible();
});

test('activity is read by keyboard alone, also its older pages', async ({ page }) => {
  test.setTimeout(120_000);
  await register(page);
  const id = await makeService(page, 'Night import');
  for (let round = 0; round < 25; round += 1) {
    await call(page, 'clients/deactivate', { clientId: id });
    await call(page, 'clients/activate', { clientId: id });
  }
  await page.goto(LIST);
  await press(page, page.getByRole('rowheader').getByRole('link', { name: 'Night import' }));
  await expect(panel(page, 'Overview')).toBeVisible();
  await press(page, tab(page, 'Activity'));
  const heading = page.getByRole('heading', { name: 'Activity', level: 2 });
  await expect(heading).toBeFocused();
  await expect(page.getByRole('rowheader')).toHaveCount(50);
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await press(page, pages.getByRole('link', { name: 'Older' }));
  await expect(page).toHaveURL(/Activity\?cursor=/);
  await expect(page.getByRole('rowheader')).toHaveText([/API client created/]);
  await expect(heading, 'the reader begins at the top of the page').toBeFocused();
  await inspect(page, 'client/activity-older');
  await page.reload();
  await expect(page.getByRole('rowheader')).toHaveText([/API client created/]);
  await press(page, pages.getByRole('link', { name: 'Newest' }));
  await expect(page.getByRole('rowheader')).toHaveCount(50);
  await page.goBack();
  await expect(page.getByRole('rowheader')).toHaveText([/API client created/]);
});

test('activity that is slow shows rows of its own shape, and nothing moves when it comes', async ({ page }) => {
  await register(page);
  const id = await makeService(page, 'Night import');
  await page.goto(`${LIST}/${id}`);
  await expect(page.getByRole('button', { name: 'More actions' })).toBeEnabled();
  await page.route('**/api/console/clients/activity', async (route) => {
    await new Promise((done) => setTimeout(done, 1_500));
    await route.continue();
  });
  await tab(page, 'Activity').click();
  const grey = page.locator('.event-skeleton');
  await expect(grey).toHaveAttribute('aria-busy', 'true');
  await expect(grey).toBeVisible();
  const heads = await grey.getByRole('columnheader', { includeHidden: true }).allTextContents();
  const place = await grey.locator('.table-frame').boundingBox();
  await expect(page.getByRole('rowheader').first()).toContainText('API client created');
  expect(await page.getByRole('columnheader').allTextContents()).toEqual(heads);
  const table = await panel(page, 'Activity').locator('.table-frame').boundingBox();
  expect([table!.x, table!.y, table!.width]).toEqual([place!.x, place!.y, place!.width]);
});

test('behind the end of the activity it says what will be there, and leads back', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  await signIn(page, alice);
  await page.goto(`${LIST}/app_de30de30de30/Activity?cursor=nowhere`);
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
  await inspect(page, 'client/activity-empty');
  await page.getByRole('link', { name: 'Newest' }).click();
  await expect(page).toHaveURL(`${LIST}/app_de30de30de30/Activity`);
  await expect(panel(page, 'Activity')).toBeVisible();
});

test('a link to a tab survives sign-in', async ({ page, anotherBrowser }) => {
  const person = await register(page);
  const id = await makeService(page, 'Night import');
  const other = await (await anotherBrowser()).newPage();
  await other.goto(`${LIST}/${id}/Access`);
  await fillInSignIn(other, person);
  await expect(other).toHaveURL(`${LIST}/${id}/Access`);
  await expect(panel(other, 'Access')).toBeVisible();
});

test('a tab that a client has not is no page', async ({ page, problems }) => {
  problems.allow(/status of 404/);
  await register(page);
  const id = await makeService(page, 'Night import');
  await page.goto(`${LIST}/${id}/Nowhere`);
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});

test('the printed page of a client asks for nothing more when it wakes up, on any tab, and neither does the wizard', async ({ page }) => {
  await register(page);
  const id = await makeService(page, 'Night import');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  for (const place of ['', '/Credentials', '/Access', '/Activity', '/Documentation']) {
    await page.goto(`${LIST}/${id}${place}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await expect(page.getByRole('menuitem', { name: 'Deactivate' })).toBeEnabled();
  }
  await page.goto(`${LIST}/New`);
  await page.getByRole('radio', { name: 'Backend Service' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('Service name')).toBeVisible();
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
});
