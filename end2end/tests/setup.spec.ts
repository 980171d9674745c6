// A server that has no account yet lets exactly one person in, by a link that works once.
import { expect, fillInRegistration, inspect, stranger, test } from '../fixtures/test.ts';
import { startLatchkey, type Latchkey } from '../fixtures/server.ts';

let empty: Latchkey;

test.use({ baseURL: undefined });
test.beforeAll(async () => {
  empty = await startLatchkey('nothing');
});
test.afterAll(async () => empty.stop());

test('the first administrator comes in by a link that works once', async ({ page, problems }) => {
  problems.allow(/status of (404|422)/);
  const link = /http:\S+Setup\?token=\S+/.exec(empty.log())?.[0];
  expect(link, 'the server prints the link').toBeDefined();
  await page.goto(link!);
  await expect(page.getByRole('heading', { name: 'Set up the first administrator' })).toBeVisible();
  await expect(page.getByText('This is a demo.')).toBeHidden();
  await inspect(page, 'account/set-up');
  const first = stranger();
  await fillInRegistration(page, { ...first, password: 'short' }, 'Create administrator');
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/Use 8 characters or more/);
  await fillInRegistration(page, first, 'Create administrator');
  await expect(page.getByRole('heading', { name: 'API Clients', level: 1, exact: true })).toBeVisible();

  await page.goto(link!);
  await expect(page.getByRole('heading', { name: "This link doesn't work any more" })).toBeVisible();
  await inspect(page, 'account/set-up-used');
});
