// Signing out of an app signs out of the server, too: at once where the app shows that it knows the session, and after
// a question where it doesn't. The question works in a browser that runs no script.
import type { Page } from '@playwright/test';
import {
  alice,
  arrival,
  askForTokens,
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
import { registerApp } from '../fixtures/relying-party.ts';

test.use({ javaScriptEnabled: false });

/** The address to which an app sends the browser for signing out. */
const endSession = (latchkey: Latchkey, parameters: Record<string, string>) =>
  `${latchkey.identity}/connect/endsession?${new URLSearchParams(parameters)}`;

/** Goes to the app's sign-in, says yes, and gives the app its tokens. */
async function signInAt(page: Page, latchkey: Latchkey, client_id: string, redirectUri: string): Promise<Tokens> {
  const departure = depart(latchkey, client_id, redirectUri);
  await page.goto(departure.url);
  await page.getByRole('button', { name: 'Allow' }).click();
  const { code } = await arrival(page, departure);
  const form = { grant_type: 'authorization_code', redirect_uri: redirectUri, code_verifier: departure.verifier };
  return tokensOf(await askForTokens(latchkey, { ...form, client_id, code: code! }));
}

/** Whether the browser has a session: the console shows itself or asks for a password. */
async function expectSignedOut(page: Page): Promise<void> {
  await page.goto('/Identity/Account/Manage');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
}

test('an app that shows its ID token ends the session and has its person back with the state', async ({
  page,
  latchkey,
  redirectUri,
}) => {
  const client = await registerApp(page, [redirectUri]);
  const { id_token } = await signInAt(page, latchkey, client, redirectUri);

  const state = 'a b&c=d/ä';
  await page.goto(endSession(latchkey, { id_token_hint: id_token, post_logout_redirect_uri: redirectUri, state }));
  await page.waitForURL(`${redirectUri}?*`);
  expect(new URL(page.url()).searchParams.get('state')).toBe(state);
  await expectSignedOut(page);
});

test('an app that shows none has its person asked, who may stay or go', async ({ page, latchkey, redirectUri }) => {
  const client_id = await registerApp(page, [redirectUri]);
  const address = endSession(latchkey, { client_id, post_logout_redirect_uri: redirectUri, state: '1' });

  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'Sign out?' })).toBeVisible();
  await expect(page.getByText('Somebody’s app asks to end your session here, too.')).toBeVisible();
  await page.getByRole('link', { name: 'Stay signed in' }).click();
  await expect(page.getByText('of 10 active')).toBeVisible();

  await page.goto(address);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Back to Somebody’s app' })).toHaveAttribute(
    'href',
    `${redirectUri}?state=1`,
  );
  await expectSignedOut(page);
});

test('the question and the farewell can be read by everybody', async ({ latchkey, redirectUri, anotherBrowser }) => {
  // What reads the pages is a script itself.
  const page = await (await anotherBrowser({ javaScriptEnabled: true })).newPage();
  const client_id = await registerApp(page, [redirectUri]);
  await page.goto(endSession(latchkey, { client_id, post_logout_redirect_uri: redirectUri, state: '1' }));
  await expect(page.getByRole('heading', { name: 'Sign out?' })).toBeVisible();
  await inspect(page, 'sign-out/asked');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  await inspect(page, 'sign-out/done');
});

test('a new password signs out everywhere else', async ({ page, anotherBrowser }) => {
  await signIn(page, alice);
  const elsewhere = await (await anotherBrowser({ javaScriptEnabled: false })).newPage();
  await signIn(elsewhere, alice);

  await page.goto('/Identity/Account/Manage/Password');
  await page.getByLabel('Current password').fill(alice.password);
  await page.getByLabel('New password').fill(alice.password);
  await page.getByLabel('Sign out everywhere').check();
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();

  await elsewhere.reload();
  await fillInSignIn(elsewhere, alice);
  await expect(elsewhere.getByRole('heading', { name: 'API Clients', level: 1, exact: true })).toBeVisible();
});
