// The list of clients: looked through by what is known of one, in an order of one's own, all of it in the address.
import type { Page } from '@playwright/test';
import {
  call,
  cellOf,
  expect,
  expectClientList,
  expectNoSidewaysScroll,
  inspect,
  makeService,
  register,
  rowOf,
  signIn,
  alice,
  stranger,
  fillInRegistration,
  press,
  test,
  write,
} from '../fixtures/test.ts';

const LIST = '/Identity/Account/Manage/ApiClients';

/** Somebody with a token, two services, of which one is switched off, and the list before them. */
async function withClients(page: Page): Promise<void> {
  await register(page);
  await call(page, 'clients/create', { client: { template: 'personal_access_token', clientName: 'Laptop' } });
  await makeService(page, 'Night import');
  const off = await makeService(page, 'Archive');
  await call(page, 'clients/deactivate', { clientId: off });
  await page.goto(LIST);
  await expectNames(page, ['Archive', 'Night import', 'Laptop']);
}

/** The names in the list, from its top. */
async function expectNames(page: Page, names: string[]): Promise<void> {
  await expect(page.getByRole('rowheader').getByRole('link')).toHaveText(names);
}

const chip = (page: Page, name: string) => page.getByRole('list', { name: 'Filters' }).getByRole('link', { name });
const searchField = (page: Page) => page.getByLabel('Search by name or ID');

// Shows R088, R101, R103.
test('what is looked for stands in the address, and Back, reload and a link bring it back', async ({ page }) => {
  await withClients(page);
  await searchField(page).fill('night');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(`${LIST}?search=night`);
  await expectNames(page, ['Night import']);
  await expect(page.getByText('1 client', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: 'Clear search and filters' }).click();
  await expectNames(page, ['Archive', 'Night import', 'Laptop']);
  await expect(searchField(page), 'the form says what is shown').toHaveValue('');

  await chip(page, 'Services').click();
  await expect(page).toHaveURL(`${LIST}?type=backend_service`);
  await page.getByLabel('Sort by').selectOption('Name, Z to A');
  await expect(page).toHaveURL(`${LIST}?type=backend_service&sort=-clientName`);
  await expectNames(page, ['Night import', 'Archive']);
  await chip(page, 'Inactive').click();
  await expectNames(page, ['Archive']);
  await expect(chip(page, 'Inactive')).toHaveAttribute('aria-current', 'true');
  await inspect(page, 'console/list-filtered');

  await page.goBack();
  await expectNames(page, ['Night import', 'Archive']);
  await expect(chip(page, 'Inactive')).not.toHaveAttribute('aria-current');
  await page.reload();
  await expectNames(page, ['Night import', 'Archive']);
  await expect(page.getByLabel('Sort by')).toHaveValue('-clientName');
  await page.goBack();
  await page.goBack();
  await expectNames(page, ['Archive', 'Night import', 'Laptop']);
});

test('the list is looked through with the keyboard alone, and the focus stays where it was', async ({ page }) => {
  await withClients(page);
  await write(page, searchField(page), 'r');
  await page.keyboard.press('Enter');
  await expectNames(page, ['Archive', 'Night import']);
  await expect(searchField(page)).toBeFocused();
  await press(page, chip(page, 'Inactive'));
  await expectNames(page, ['Archive']);
  await expect(chip(page, 'Inactive')).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: '1 client' })).toBeAttached();
  await page.keyboard.press('Enter');
  await expectNames(page, ['Archive', 'Night import']);
  await press(page, chip(page, 'Never used'));
  await expectNames(page, ['Archive', 'Night import']);
  await write(page, searchField(page), 'nothing like this', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'No client fits' })).toBeVisible();
  await inspect(page, 'console/list-nothing-found');
  await press(page, page.getByRole('link', { name: 'Show all clients' }));
  await expectNames(page, ['Archive', 'Night import', 'Laptop']);
});

test('a menu belongs to the client of its row in every order', async ({ page }) => {
  await withClients(page);
  await page.getByLabel('Sort by').selectOption('Name, A to Z');
  await expectNames(page, ['Archive', 'Laptop', 'Night import']);
  await rowOf(page, 'Laptop').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await page.getByRole('dialog', { name: 'Deactivate Laptop?' }).getByRole('button', { name: 'Deactivate' }).click();
  await expect(cellOf(rowOf(page, 'Laptop'), 'Status')).toContainText('Inactive');
  await expect(cellOf(rowOf(page, 'Night import'), 'Status')).toContainText('Active');
});

// Shows R098, R099, R101.
test('at the limit each remedy leads to the clients that it is about', async ({ page }) => {
  await register(page);
  for (let number = 0; number < 10; number += 1) await makeService(page, `Service ${number}`);
  await page.goto(LIST);
  await page.getByRole('button', { name: 'Create API client' }).click();
  const full = page.getByRole('dialog', { name: 'All 10 places are taken' });
  await expect(full.getByRole('link')).toHaveCount(3);
  await inspect(page, 'console/list-full');
  await full.getByRole('link', { name: 'Show active clients, longest unused first' }).click();
  await expect(full).toBeHidden();
  await expect(page).toHaveURL(`${LIST}?status=active&sort=lastUsedAt`);
  await expect(page.getByText('10 clients', { exact: true })).toBeVisible();
});

test('a long list has pages, and each begins at its top', async ({ page }) => {
  await register(page);
  for (let number = 0; number < 27; number += 1) {
    const id = await makeService(page, `Service ${number}`);
    await call(page, 'clients/deactivate', { clientId: id });
  }
  await page.goto(LIST);
  await expect(page.getByRole('rowheader')).toHaveCount(25);
  await inspect(page, 'console/list-long');
  await page.getByRole('navigation', { name: 'Pages of the list' }).getByRole('link', { name: 'Next' }).click();
  await expectNames(page, ['Service 1', 'Service 0']);
  await expect(page.getByText('Page 2 of 2')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'API Clients', level: 1, exact: true })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('rowheader')).toHaveCount(25);

  await page.goto(`${LIST}?page=77`);
  await inspect(page, 'console/list-behind-the-end');
  await page.getByRole('link', { name: 'Go to the last page' }).click();
  await expectNames(page, ['Service 1', 'Service 0']);
});

test('the printed list asks for nothing more when it wakes up', async ({ page }) => {
  await withClients(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await expect(page.getByRole('button', { name: 'More actions' }).first()).toBeVisible();
  await rowOf(page, 'Laptop').getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: 'Deactivate' }), 'the page is awake').toBeEnabled();
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
});

test('a list that is slow shows rows of the same size, and nothing moves when it comes', async ({ page }) => {
  await withClients(page);
  await page.goto(`${LIST}/New`);
  await expect(page.getByRole('radio', { name: 'Backend Service' })).toBeEnabled();
  await page.route('**/api/console/clients/list', async (route) => {
    await new Promise((done) => setTimeout(done, 1_500));
    await route.continue();
  });
  await page.evaluate(() => {
    const seen = { shift: 0 };
    (window as any).seen = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as any[]) if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: 'layout-shift' });
  });
  await page.getByRole('link', { name: 'Cancel' }).click();
  const grey = page.locator('.list-skeleton');
  await expect(grey).toHaveAttribute('aria-busy', 'true');
  await expect(grey, 'a quick answer shows no grey').toBeHidden();
  await expect(grey).toBeVisible();
  await expectNames(page, ['Archive', 'Night import', 'Laptop']);
  expect(await page.evaluate(() => (window as any).seen.shift)).toBeLessThan(0.05);
});

test('without a script the list is searched, filtered and ordered by plain links and a form', async ({ anotherBrowser }) => {
  const page = await (await anotherBrowser({ javaScriptEnabled: false })).newPage();
  await signIn(page, alice);
  await chip(page, 'Apps').click();
  await expect(page).toHaveURL(`${LIST}?type=web_mobile_app`);
  await searchField(page).fill('project');
  await page.getByLabel('Sort by').selectOption('Name, A to Z');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/[?&]type=web_mobile_app/);
  await expectNames(page, ['Project Viewer']);
  await expect(searchField(page)).toHaveValue('project');
  await page.getByRole('link', { name: 'Project Viewer' }).click();
  await page.getByRole('navigation', { name: 'About this client' }).getByRole('link', { name: 'Access' }).click();
  await expect(page.getByText('Required, with S256')).toBeVisible();
});

test('on a small phone rows are cards, and whatever is pressed is 24 px or larger', async ({ page }) => {
  await withClients(page);
  await page.setViewportSize({ width: 320, height: 700 });
  const small = await page.getByRole('main').evaluate((main) =>
    Array.from(main.querySelectorAll('a, button, input, select'))
      .filter((one) => one.checkVisibility({ visibilityProperty: true }))
      .map((one) => ({ name: one.textContent, size: one.getBoundingClientRect() }))
      .filter(({ size }) => size.width < 24 || size.height < 24)
      .map(({ name }) => name),
  );
  expect(small).toEqual([]);
  await expect(page.getByRole('columnheader', { name: 'Status' })).not.toBeInViewport();
  await expect(cellOf(rowOf(page, 'Laptop'), 'Status')).toBeVisible();
});

test('the longest words that columns get fit beside each other at any width', async ({ page }) => {
  await register(page);
  await call(page, 'clients/create', { client: { template: 'personal_access_token', clientName: 'Local Development Testing' } });
  await makeService(page, 'Night import');
  await page.goto(LIST);
  await expect(cellOf(rowOf(page, 'Local Development Testing'), 'Status')).toContainText('Expires in 30 days');
  await page.getByRole('table').evaluate((table) => {
    table.querySelectorAll('time, [data-label="Last used"]').forEach((moment) => (moment.textContent = '23 minutes ago'));
  });
  for (const width of [320, 768, 1024, 1270, 1280, 1300, 1366, 1440, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoSidewaysScroll(page);
    const [table, main] = await Promise.all([page.getByRole('table').boundingBox(), page.getByRole('main').boundingBox()]);
    expect(table!.x + table!.width, `${width} px`).toBeLessThanOrEqual(main!.x + main!.width + 0.5);
  }
});

test('an address that asks for what there is not says so and shows everything', async ({ page }) => {
  await withClients(page);
  await page.goto(`${LIST}?status=asleep`);
  await expect(page.getByText('status: Use one of active, inactive and revoked.')).toBeVisible();
  await expectNames(page, ['Archive', 'Night import', 'Laptop']);
  await inspect(page, 'console/list-not-understood');
});

test('a link to a part of the list survives sign-in', async ({ page }) => {
  const nora = stranger();
  await page.goto(`${LIST}?status=inactive`);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await fillInRegistration(page, nora);
  await expect(page).toHaveURL(`${LIST}?status=inactive`);
  await expectClientList(page);
});
