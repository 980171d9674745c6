// The reference of the management API, for people: found by its contents, and joined to the document for machines.
import { expect, inspect, press, test } from '../fixtures/test.ts';

const PAGE = '/api/v1';

test('an operation is found with a pointer', async ({ page }) => {
  await page.goto(PAGE);
  await expect(page.getByRole('heading', { name: 'Management API', level: 1 })).toBeVisible();
  const contents = page.getByRole('navigation', { name: 'Operations' });
  const first = contents.getByRole('link').first();
  const name = await first.innerText();
  await first.click();
  await expect(page).toHaveURL(/\/api\/v1#\w+$/);
  await expect(page.getByRole('heading', { name, level: 2, exact: true })).toBeInViewport();
  await page.getByRole('link', { name: 'openapi.json' }).click();
  await expect(page).toHaveURL(/openapi\.json$/);
  expect(JSON.parse(await page.locator('body').innerText()).openapi).toMatch(/^3\.1/);
});

// Shows W5.
test('an operation is found with the keyboard alone', async ({ page }) => {
  await page.goto(PAGE);
  await press(page, page.getByRole('navigation', { name: 'Operations' }).getByRole('link', { name: 'What changed' }), 'Enter', 'Shift+Tab');
  await expect(page.getByRole('heading', { name: 'What changed', level: 2 })).toBeInViewport();
  await press(page, page.getByRole('link', { name: 'openapi.json' }), 'Enter', 'Shift+Tab');
  await expect(page).toHaveURL(/openapi\.json$/);
});

test('it can be read by everybody', async ({ page }) => {
  await page.goto(PAGE);
  await inspect(page, 'reference/api-v1');
});
