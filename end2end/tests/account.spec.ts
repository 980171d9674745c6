// Connected apps and sessions: once with the keyboard alone, once with the pointer, without any script, and looked at in
// both themes and widths.
import type { Locator, Page } from '@playwright/test';
import {
  arrival,
  askForTokens,
  bob,
  depart,
  expect,
  fillInSignIn,
  inspect,
  press,
  register,
  signIn,
  test,
  tokensOf,
  type Latchkey,
  type Person,
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

// Shows W5.
test('an app is shut out with the keyboard alone', async ({ page, latchkey }) => {
  await register(page);
  const tokens = await letIn(page, latchkey);
  await page.goto('/Identity/Account/Manage/ApiClients');
  await press(page, page.getByRole('link', { name: 'Connected apps' }));
  await expect(page.getByRole('heading', { name: 'Connected apps', level: 1 })).toBeVisible();
  await press(page, page.getByRole('link', { name: 'Revoke access of Project Viewer' }));
  await expect(page.getByRole('heading', { name: 'Revoke access of Project Viewer?' })).toBeVisible();
  expect(await refresh(latchkey, tokens), 'to be asked is not to answer').toBe(200);
  await press(page, page.getByRole('button', { name: 'Revoke access' }));
  await expect(page.getByRole('status')).toContainText('Access is revoked.');
  expect(await refresh(latchkey, tokens)).toBe(400);
});

/** Ends a phone's session by its row, and then all others, by hands that are given. */
async function endSessions(page: Page, phone: Page, person: Person, act: (target: Locator) => Promise<void>): Promise<void> {
  const main = page.getByRole('main');
  await page.goto('/Identity/Account/Manage/Sessions');
  await act(main.getByRole('button', { name: /End session.*Safari on iPhone/ }).first());
  await expect(page.getByRole('status')).toContainText('The session has ended');
  await expectFocusOnWhatWasDone(page);
  await phone.reload();
  await expect(phone).toHaveURL(/Login/);
  await fillInSignIn(phone, person);
  await expect(phone).not.toHaveURL(/Login/);
  await page.goto('/Identity/Account/Manage/Sessions');
  await act(main.getByRole('button', { name: 'End all other sessions' }));
  await expect(page.getByRole('status')).toContainText('All other sessions have ended');
  await expectFocusOnWhatWasDone(page);
  await phone.reload();
  await expect(phone).toHaveURL(/Login/);
}

test.describe('sessions', () => {
  let person: Person;
  let phone: Page;

  test.beforeEach(async ({ page, anotherBrowser, problems }) => {
    // The phone runs no script, and fetches the console's for nothing.
    problems.allow(/preload/i);
    person = await register(page);
    phone = await (await anotherBrowser(IPHONE)).newPage();
    await signIn(phone, person);
  });

  test('end with the pointer', async ({ page }) => {
    await page.goto('/Identity/Account/Manage/Sessions');
    await expect(page.getByRole('row', { name: /iPhone/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /This session/ })).toHaveCount(1);
    await inspect(page, 'settings/sessions');
    await endSessions(page, phone, person, (target) => target.click());
    await inspect(page, 'settings/sessions-ended');
  });

  // Shows W5.
  test('end with the keyboard alone', async ({ page }) => {
    await endSessions(page, phone, person, (target) => press(page, target));
  });
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
