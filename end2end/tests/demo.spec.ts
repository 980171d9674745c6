// The demo app on an origin of its own: what everybody who builds such an app will look at first.
import type { Page } from '@playwright/test';
import { alice, expect, fillInSignIn, inspect, test, type Latchkey, type Person } from '../fixtures/test.ts';

/** Goes from the demo app to the question that is asked for it. */
async function signInAtDemo(page: Page, latchkey: Latchkey, person: Person): Promise<void> {
  await page.goto(latchkey.demo);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await fillInSignIn(page, person);
  await expect(page.getByRole('heading', { name: 'Project Viewer wants to access your account' })).toBeVisible();
}

// Shows R116.
test('Allow shows who is signed in and their projects, renews tokens and signs out', async ({ page, latchkey }) => {
  await signInAtDemo(page, latchkey, alice);
  await page.getByRole('button', { name: 'Allow' }).click();

  const who = page.getByRole('region', { name: 'Who is signed in' });
  await expect(who).toContainText('Alice Adams');
  await expect(who).toContainText(alice.email);
  expect(new URL(page.url()).search, 'the address bar keeps no code').toBe('');
  const projects = page.getByRole('region', { name: 'Projects' });
  await expect(projects.getByRole('status')).toHaveText('6 projects');
  await expect(projects.getByRole('listitem')).toHaveCount(6);

  await expect(who).toContainText('not used yet');
  await page.getByRole('button', { name: 'Renew tokens' }).click();
  await expect(page.getByText('Tokens renewed')).toBeVisible();
  await expect(who).toContainText('used once');
  await page.getByRole('button', { name: 'Reload projects' }).click();
  await expect(projects.getByRole('status')).toHaveText('6 projects');

  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(kept, 'tokens are in memory only').toBe(JSON.stringify([{}, {}, '']));
  await inspect(page, 'demo/signed-in');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Nobody is signed in' })).toBeVisible();
});

test('Deny is told calmly, and the next try is free', async ({ page, latchkey }) => {
  await signInAtDemo(page, latchkey, alice);
  await page.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByText('Access was not given')).toBeVisible();
  await expect(page.getByText('You chose Deny, so this app learned nothing about you.')).toBeVisible();
  await inspect(page, 'demo/denied');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Project Viewer wants to access your account' })).toBeVisible();
});

test('an answer that belongs to no sign-in of this tab is not used', async ({ page, latchkey }) => {
  await page.goto(`${latchkey.demo}/callback?code=stolen&state=made-up&iss=${encodeURIComponent(latchkey.identity)}`);
  await expect(page.getByText('This answer belongs to no sign-in that was started in this tab.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nobody is signed in' })).toBeVisible();
});

test('the demo app before anybody has signed in is fit to be seen', async ({ page, latchkey }) => {
  await page.goto(latchkey.demo);
  await expect(page.getByRole('heading', { name: 'Nobody is signed in' })).toBeVisible();
  await inspect(page, 'demo/signed-out');
});
