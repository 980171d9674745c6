// What people see when something does not come: the server, its answer, or the script.
import {
  choose,
  copied,
  createClient,
  expect,
  expectClientList,
  inspect,
  leaveReveal,
  openForm,
  register,
  reveal,
  rowOf,
  test,
} from '../fixtures/test.ts';

test('a list that does not come says so and offers another try', async ({ page, problems }) => {
  problems.allow(/Failed to load resource/);
  await register(page);
  await page.goto('/Identity/Account/Manage/ApiClients/New');
  await page.route('**/api/console/clients/list', (route) => route.abort());
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByText('This could not be loaded')).toBeVisible();
  await inspect(page, 'console/list-not-loaded');
  await page.unroute('**/api/console/clients/list');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('No API clients yet')).toBeVisible();
});

test('a client that could not be made costs nothing but another press', async ({ page, problems }) => {
  problems.allow(/Failed to load resource/);
  await register(page);
  await openForm(page, 'Personal Access Token');
  await page.getByLabel('Token name').fill('My laptop');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.route('**/api/console/clients/create', (route) => route.abort());
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('alert')).toContainText("The server can't be reached.");
  await inspect(page, 'wizard/server-away');
  await page.unroute('**/api/console/clients/create');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(reveal(page)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a client that was deleted in another window is told apart from a fault', async ({ page, problems }) => {
  problems.allow(/status of 404/);
  await register(page);
  await createClient(page, 'Personal Access Token', { name: 'My laptop' });
  await leaveReveal(page);
  const other = await page.context().newPage();
  await other.goto('/Identity/Account/Manage/ApiClients');
  await choose(other, rowOf(other, 'My laptop'), 'Delete');
  await other.getByLabel("Type the client's name to confirm").fill('My laptop');
  await other.getByRole('button', { name: 'Delete client' }).click();
  await expect(rowOf(other, 'My laptop')).toHaveCount(0);
  await rowOf(page, 'My laptop').getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'There is no such client' })).toBeVisible();
});

test('without its script the console can still be read', async ({ page, problems }) => {
  problems.allow(/Failed to load resource|Failed to fetch|preload|module/i);
  await page.route('**/pkg/**', (route) => route.abort());
  await register(page);
  await expectClientList(page);
  await expect(page.getByText('0 of 10 active')).toBeVisible();
  await page.getByRole('link', { name: 'Create API client' }).click();
  await page.getByRole('radio', { name: 'Backend Service' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('Service name')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Continue' }), 'what needs the script waits for it').toBeDisabled();
});

test('a value is copied also where the browser keeps its clipboard from scripts', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Clipboard.prototype, 'writeText', { value: () => Promise.reject(new Error('forbidden')) });
  });
  await register(page);
  await createClient(page, 'Personal Access Token', { name: 'My laptop' });
  expect(await copied(page, 'Personal access token')).toMatch(/^exepron_pat_/);
});

test('an address that leads nowhere leads back', async ({ page, problems }) => {
  problems.allow(/status of 404/);
  await register(page);
  for (const address of ['/nowhere', '/Identity/Account/Nowhere', '/Identity/Account/Manage/ApiClients/no/where']) {
    const answer = await page.goto(address);
    expect(answer?.status(), address).toBe(404);
    await page.getByRole('link', { name: /^Go to / }).click();
    await expectClientList(page);
  }
});
