// The pages on which people prove who they are work in a browser that runs no script at all.
import type { Page } from '@playwright/test';
import {
  alice,
  arrival,
  askForTokens,
  depart,
  expect,
  fillInRegistration,
  fillInSignIn,
  stranger,
  test,
  tokensOf,
} from '../fixtures/test.ts';

test.use({ javaScriptEnabled: false });

const DEMO_APP = 'app_de30de30de30';

/** The page is there without a script, and none is even printed. */
async function expectWithoutScript(page: Page, title: string): Promise<void> {
  await expect(page).toHaveTitle(`${title} · Latchkey`);
  expect(await page.content(), `${page.url()} has no script`).not.toContain('<script');
}

// Shows W4.
test('somebody registers, changes their profile and their password, and signs out and in', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  const nora = stranger();

  await page.goto('/');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await expectWithoutScript(page, 'Create an account');
  await fillInRegistration(page, nora);
  await expect(page.getByRole('heading', { name: 'API Clients', level: 1, exact: true })).toBeVisible();
  await expect(page.getByText('0 of 10 active')).toBeVisible();

  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await expectWithoutScript(page, 'Profile');
  await page.getByLabel('Given name').fill('Nora');
  await page.getByLabel('Phone number').fill('call me');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expectWithoutScript(page, 'Problem: Profile');
  await expect(page.getByRole('alert')).toContainText('Use digits, spaces and + only');
  await expect(page.getByLabel('Given name'), 'what was typed stays').toHaveValue('Nora');
  await expect(page.getByLabel('Phone number')).toHaveAccessibleDescription(/Use digits, spaces and \+ only/);
  await page.getByLabel('Phone number').fill('+43 1 234567');
  await page.getByLabel('City or town').fill('Vienna');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Your profile is saved.')).toBeVisible();

  await page.getByRole('link', { name: 'Password', exact: true }).click();
  await expectWithoutScript(page, 'Password');
  await page.getByLabel('Current password').fill(nora.password);
  await page.getByLabel('New password').fill('four brave otters whistle');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expectWithoutScript(page, 'Signed out');
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await fillInSignIn(page, nora);
  await expect(page.getByRole('alert'), 'the old password is gone').toContainText("don't belong together");
  await fillInSignIn(page, { ...nora, password: 'four brave otters whistle' });
  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await expect(page.getByLabel('Given name')).toHaveValue('Nora');
  await expect(page.getByLabel('City or town')).toHaveValue('Vienna');
});

test('a wrong password and an unknown address get the same answer', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  const answers: string[] = [];
  for (const email of [alice.email, 'nobody@example.com']) {
    await page.goto('/Identity/Account/Login');
    await fillInSignIn(page, { ...alice, email, password: 'not the right one' });
    await expectWithoutScript(page, 'Sign in');
    await expect(page.getByLabel('Email'), 'what was typed stays').toHaveValue(email);
    await expect(page.getByLabel('Password'), 'but never the password').toHaveValue('');
    answers.push(await page.getByRole('alert').innerText());
  }
  expect(answers[0]).toBe("This e-mail address and password don't belong together. Check both and try again.");
  expect(answers[1]).toBe(answers[0]);
});

test('a field of sign-in that was left empty is named beside it, and the other one keeps what was typed', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  await page.goto('/Identity/Account/Login');
  await fillInSignIn(page, { ...alice, password: '' });
  await expectWithoutScript(page, 'Problem: Sign in');
  await expect(page.getByLabel('Email')).toHaveValue(alice.email);
  await expect(page.getByLabel('Email')).not.toHaveAttribute('aria-invalid');
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Enter your password.');
  await expect(page.getByLabel('Password')).toBeFocused();
  await fillInSignIn(page, { ...alice, email: ' ', password: 'not the right one' });
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription('Enter your e-mail address.');
  await expect(page.getByLabel('Password'), 'never the password').toHaveValue('');
});

test('every problem of a registration stands beside its field', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  await page.goto('/Identity/Account/Register');
  await fillInRegistration(page, { email: 'nobody', name: '', password: 'short' });
  await expectWithoutScript(page, 'Problem: Create an account');
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('3 things need another look');
  await expect(summary.getByRole('link')).toHaveText([/Enter an e-mail address/, /Tell us your name/, /Use 8 characters/]);
  for (const [label, words] of [
    ['Email', /Enter an e-mail address/],
    ['Name', /Tell us your name/],
    ['Password', /Use 8 characters or more/],
  ] as const) {
    await expect(page.getByLabel(label)).toHaveAccessibleDescription(words);
    await expect(page.getByLabel(label)).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(page.getByLabel('Email')).toHaveValue('nobody');
});

// Shows C3, RFC 8252 §8.6.
test('an app is allowed, and asks again because any program on this device could pretend to be it', async ({ page, latchkey }) => {
  const callback = `${latchkey.demo}/callback`;
  const departure = depart(latchkey, DEMO_APP, callback);
  await page.goto(departure.url);
  await expectWithoutScript(page, 'Sign in');
  await expect(page.getByText('to go on to Project Viewer')).toBeVisible();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await fillInRegistration(page, stranger());

  await expectWithoutScript(page, 'Allow Project Viewer');
  await expect(page.getByRole('heading', { name: 'Project Viewer wants to access your account' })).toBeVisible();
  await page.getByRole('button', { name: 'Allow' }).click();
  const { code, state, iss } = await arrival(page, departure);
  expect({ state, iss }).toEqual({ state: departure.state, iss: latchkey.identity });
  const exchange = { grant_type: 'authorization_code', client_id: DEMO_APP, redirect_uri: callback };
  await tokensOf(await askForTokens(latchkey, { ...exchange, code: code!, code_verifier: departure.verifier }));

  // RFC 8252 §8.6
  await page.goto(depart(latchkey, DEMO_APP, callback).url);
  await expect(page.getByRole('heading', { name: 'Project Viewer wants to access your account' })).toBeVisible();
});

// Shows C1, W4.
test('an app is denied', async ({ page, latchkey }) => {
  const departure = depart(latchkey, DEMO_APP, `${latchkey.demo}/callback`);
  await page.goto(departure.url);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await fillInRegistration(page, stranger());
  await page.getByRole('button', { name: 'Deny' }).click();
  expect(await arrival(page, departure)).toMatchObject({ error: 'access_denied', state: departure.state });
});

// Shows L1.
test('a form from another page is refused and nothing happens', async ({ page, problems }) => {
  problems.allow(/status of 403/);
  await page.goto('/Identity/Account/Login');
  await page.context().clearCookies();
  await fillInSignIn(page, alice);
  await expect(page.getByText('This form was open for too long.')).toBeVisible();
  await fillInSignIn(page, alice);
  await expect(page.getByRole('heading', { name: 'API Clients', level: 1, exact: true })).toBeVisible();
});
