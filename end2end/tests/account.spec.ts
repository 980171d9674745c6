// Connected apps, sessions and activity: once with the keyboard alone, once with the pointer, without any script, and
// looked at in both themes and widths.
import type { Page } from '@playwright/test';
import {
  alice,
  arrival,
  askForTokens,
  bob,
  depart,
  expect,
  fillInSignIn,
  inspect,
  signIn,
  test,
  tokensOf,
  type Latchkey,
  type Tokens,
} from '../fixtures/test.ts';

const DEMO_APP = 'app_de30de30de30';

test.describe.configure({ timeout: 120_000 });

/** Signs somebody in to the demo's app by hand, and gives the tokens it got. */
async function letIn(page: Page, latchkey: Latchkey): Promise<Tokens> {
  const callback = `${latchkey.demo}/callback`;
  const departure = depart(latchkey, DEMO_APP, callback);
  // The app itself stays away: it would redeem the code before this test does.
  await page.route((url) => url.href.startsWith(callback), (route) => route.fulfill({ body: 'Back at the app.' }));
  await page.goto(departure.url);
  await page.getByRole('button', { name: 'Allow' }).click();
  const { code } = await arrival(page, departure);
  const exchange = { grant_type: 'authorization_code', client_id: DEMO_APP, redirect_uri: callback };
  return tokensOf(await askForTokens(latchkey, { ...exchange, code: code!, code_verifier: departure.verifier }));
}

async function refresh(latchkey: Latchkey, { refresh_token }: Tokens): Promise<number> {
  const answer = await askForTokens(latchkey, { grant_type: 'refresh_token', client_id: DEMO_APP, refresh_token });
  return answer.status;
}

const IPHONE = {
  userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Version/26.1 Safari/604.1',
  javaScriptEnabled: false,
};

/** Goes to a link or button with the Tab key alone and presses it. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  const target = page.getByRole('main').getByRole('link', { name }).or(page.getByRole('main').getByRole('button', { name }));
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab');
    if (await target.first().evaluate((element) => element === document.activeElement)) {
      await page.keyboard.press('Enter');
      return;
    }
  }
  throw new Error(`the Tab key never comes to ${name}`);
}

/** The button that was pressed may be gone: the words about what it did have the focus, and Tab goes on from there. */
async function expectFocusOnWhatWasDone(page: Page): Promise<void> {
  await expect(page.locator(':focus').getByRole('status')).toBeVisible();
}

test('an app is shut out with the pointer', async ({ page, latchkey }) => {
  await signIn(page, bob);
  const tokens = await letIn(page, latchkey);
  await page.goto('/Identity/Account/Manage/ApiClients');
  await page.getByRole('link', { name: 'Connected apps' }).click();
  await expect(page.getByRole('heading', { name: 'Project Viewer' })).toBeVisible();
  await inspect(page, 'settings/connected-apps');
  await page.getByRole('link', { name: 'Revoke access of Project Viewer' }).click();
  await expect(page.getByRole('heading', { name: 'Revoke access of Project Viewer?' })).toBeVisible();
  await inspect(page, 'settings/revoke-access');
  await page.getByRole('button', { name: 'Revoke access' }).click();
  await expect(page.getByRole('status')).toContainText('Access is revoked.');
  await expectFocusOnWhatWasDone(page);
  await expect(page.getByText('No connected apps')).toBeVisible();
  await inspect(page, 'settings/connected-apps-none');
  expect(await refresh(latchkey, tokens)).toBe(400);
});

test('sessions end with the keyboard alone', async ({ page, anotherBrowser, problems }) => {
  // The phone runs no script, and fetches the console's for nothing.
  problems.allow(/preload/i);
  await signIn(page, bob);
  const phone = await (await anotherBrowser(IPHONE)).newPage();
  await signIn(phone, bob);
  await page.goto('/Identity/Account/Manage/Sessions');
  await expect(page.getByRole('row', { name: /iPhone/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /This session/ })).toHaveCount(1);
  await inspect(page, 'settings/sessions');
  await press(page, /End session.*Safari on iPhone/);
  await expect(page.getByRole('status')).toContainText('The session has ended');
  await expectFocusOnWhatWasDone(page);
  await phone.reload();
  await expect(phone).toHaveURL(/Login/);
  await fillInSignIn(phone, bob);
  await page.reload();
  await press(page, 'End all other sessions');
  await expect(page.getByRole('status')).toContainText('All other sessions have ended');
  await expectFocusOnWhatWasDone(page);
  await phone.reload();
  await expect(phone).toHaveURL(/Login/);
});

test('a failure is found with its cause, filtered and taken along', async ({ page, latchkey, problems }) => {
  problems.allow(/status of 422/);
  await signIn(page, alice);
  const wrong = await askForTokens(latchkey, {
    grant_type: 'client_credentials',
    client_id: 'service_de30de30de31',
    client_secret: 'not the secret of this client',
  });
  expect(await wrong.json()).toEqual({ error: 'invalid_client', error_description: 'client authentication failed' });
  await expect(async () => {
    await page.goto('/Identity/Account/Manage/Activity?client=service_de30de30de31');
    await expect(page.getByText(wrong.headers.get('x-request-id')!)).toBeVisible({ timeout: 100 });
  }).toPass({ timeout: 2_000 });
  await expect(page.getByText('Client Credentials: the secret is wrong')).toBeVisible();
  await inspect(page, 'settings/activity');

  await page.getByLabel('Kind').selectOption('Tokens');
  await page.getByLabel('Outcome').selectOption('Failed');
  await press(page, 'Show');
  await expect(page).toHaveURL(/kind=tokens.*outcome=failed/);
  await expect(page.getByRole('row', { name: /Token request refused/ })).toHaveCount(1);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('activity.csv');

  await page.goto('/Identity/Account/Manage/Activity?from=yesterday');
  await expect(page.getByRole('alert')).toContainText('Use a date like');
  await inspect(page, 'settings/activity-problem');
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('apps, sessions and activity are plain pages', async ({ page, latchkey }) => {
    await page.goto('/Identity/Account/Manage/ConnectedApps');
    await fillInSignIn(page, bob);
    await expect(page, 'back to the page that was asked for').toHaveURL(/ConnectedApps/);
    const tokens = await letIn(page, latchkey);
    await page.goto('/Identity/Account/Manage/ConnectedApps');
    await page.getByRole('link', { name: 'Revoke access' }).click();
    await page.getByRole('button', { name: 'Revoke access' }).click();
    await expect(page.getByText('Access is revoked.')).toBeVisible();
    await expectFocusOnWhatWasDone(page);
    expect(await refresh(latchkey, tokens)).toBe(400);
    await page.getByRole('link', { name: 'Activity', exact: true }).click();
    await expect(page.getByRole('row', { name: /Access revoked/ }).first()).toBeVisible();
    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('main').getByRole('button', { name: 'Sign out here' }).click();
    await expect(page).toHaveTitle('Signed out · Latchkey');
  });
});
