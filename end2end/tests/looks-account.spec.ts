// Pages of the account in states that other journeys pass by: refused, saved, empty, over, broken. Each is inspected.
import {
  alice,
  bob,
  call,
  depart,
  departFrom,
  expect,
  fillInSignIn,
  inspect,
  register,
  signIn,
  test,
} from '../fixtures/test.ts';
import { registerApp } from '../fixtures/relying-party.ts';

test.describe.configure({ timeout: 120_000 });

const MANAGE = '/Identity/Account/Manage';

test('a sign-in that was tried too often, or with a form of yesterday', async ({ page, problems }) => {
  problems.allow(/status of (403|422|429)/);
  const nora = await register(page);
  await page.context().clearCookies();
  await page.goto('/Identity/Account/Login');
  await page.context().clearCookies();
  await fillInSignIn(page, nora);
  await expect(page.getByText('This form was open for too long.')).toBeVisible();
  await inspect(page, 'account/login-form-expired');
  for (let tries = 0; tries < 12 && !(await page.getByText(/Too many/).isVisible()); tries += 1) {
    await fillInSignIn(page, { ...nora, password: `wrong ${tries}` });
  }
  await expect(page.getByText(/Too many/)).toBeVisible();
  await inspect(page, 'account/login-too-many');
});

test('what can go wrong on the way to an app', async ({ page, latchkey, problems }) => {
  problems.allow(/status of 4\d\d/);
  await page.goto('/Identity/Account/Error');
  await inspect(page, 'account/error');
  await page.goto(depart(latchkey, 'app_000000000000', `${latchkey.demo}/callback`).url);
  await expect(page.getByRole('heading', { name: 'This app is not known here' })).toBeVisible();
  await inspect(page, 'account/error-unknown-app');
  await signIn(page, bob);
  const answered = depart(latchkey, 'app_de30de30de30', `${latchkey.demo}/callback`).url;
  await page.goto(answered);
  const question = page.url();
  await page.getByRole('button', { name: 'Deny' }).click();
  await page.waitForURL(`${latchkey.demo}/**`);
  await page.goto(question);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await inspect(page, 'account/consent-answered');
});

test('an answer that is on its way as a form', async ({ page, anotherBrowser, latchkey, redirectUri }) => {
  const clientId = await registerApp(page, [redirectUri]);
  const visitor = await (await anotherBrowser()).newPage();
  // The form doesn't send itself, so it stays before the eyes as it does where scripts are off.
  await visitor.addInitScript(() => (HTMLFormElement.prototype.submit = () => undefined));
  const departure = departFrom(depart(latchkey, clientId, redirectUri).url, { response_mode: 'form_post' });
  await visitor.goto(departure.url);
  await fillInSignIn(visitor, bob);
  await visitor.getByRole('button', { name: 'Allow' }).click();
  await expect(visitor.getByRole('button', { name: 'Continue' })).toBeVisible();
  await inspect(visitor, 'account/form-post');
});

test('what is asked for anew beside what was allowed before', async ({ page, anotherBrowser, latchkey, redirectUri }) => {
  const clientId = await registerApp(page, [redirectUri]);
  const visitor = await (await anotherBrowser()).newPage();
  const first = depart(latchkey, clientId, redirectUri);
  const few = new URL(first.url);
  few.searchParams.set('scope', 'openid profile');
  await visitor.goto(few.href);
  await fillInSignIn(visitor, bob);
  await visitor.getByRole('button', { name: 'Allow' }).click();
  await visitor.waitForURL(`${redirectUri}?*`);
  await visitor.goto(first.url);
  await expect(visitor.getByText('New', { exact: true }).first()).toBeVisible();
  await inspect(visitor, 'account/consent-with-new');
});

test('the password is changed, with a problem first, and the profile is saved', async ({ page, problems }) => {
  problems.allow(/status of 422/);
  const nora = await register(page);
  await page.goto(`${MANAGE}/Password`);
  await page.getByLabel('Current password').fill('not this one');
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspect(page, 'settings/password-problem');
  await page.getByLabel('Current password').fill(nora.password);
  await page.getByLabel('New password').fill('nine quiet lanterns drift on');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await inspect(page, 'settings/password-changed');
  await page.goto(MANAGE);
  await page.getByLabel('Given name').fill('Nora');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Your profile is saved.')).toBeVisible();
  await inspect(page, 'settings/profile-saved');
});

test('a page that there is not, and a list that nobody may see any more', async ({ page, problems }) => {
  problems.allow(/status of (401|404)/);
  await signIn(page, alice);
  await page.goto(`${MANAGE}/ApiClients/service_de30de30de31/Nowhere`);
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await inspect(page, 'console/no-such-page');
  await page.goto(`${MANAGE}/ApiClients/New`);
  await expect(page.getByRole('radio', { name: 'Backend Service' })).toBeEnabled();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByText('You were signed out').first()).toBeVisible();
  await inspect(page, 'console/list-signed-out');
});

test('a list that is on its way', async ({ page }) => {
  await register(page);
  await page.goto(`${MANAGE}/ApiClients/New`);
  await expect(page.getByRole('radio', { name: 'Backend Service' })).toBeEnabled();
  let come!: () => void;
  const may = new Promise<void>((resolve) => (come = resolve));
  await page.route('**/api/console/clients/list', async (route) => {
    await may;
    await route.continue();
  });
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.locator('.list-skeleton')).toBeVisible();
  await inspect(page, 'console/list-loading');
  come();
  await expect(page.getByText('No API clients yet')).toBeVisible();
});

test('the wizard at the limit, and in what it refuses', async ({ page, problems }) => {
  problems.allow(/status of 409/);
  await register(page);
  for (let number = 0; number < 9; number += 1) {
    await call(page, 'clients/create', { client: { template: 'personal_access_token', clientName: `Token ${number}` } });
  }
  await page.goto(`${MANAGE}/ApiClients/New?template=web_mobile_app&step=details`);
  await expect(page.getByRole('button', { name: 'Continue' })).toBeEnabled();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspect(page, 'wizard/app-problems');
  await page.getByLabel('App name').fill('React Dashboard');
  await page.getByLabel('Redirect URLs').fill('https://app.example.com/callback');
  await expect(page.locator('.verdict')).toHaveCount(1);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Is this right?' })).toBeVisible();
  await inspect(page, 'wizard/app-summary');
  await call(page, 'clients/create', { client: { template: 'personal_access_token', clientName: 'The tenth' } });
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('alert')).toContainText('the most an account may have');
  await inspect(page, 'wizard/create-refused');
  await page.goto(`${MANAGE}/ApiClients/New`);
  await expect(page.getByText('All 10 places are taken')).toBeVisible();
  await inspect(page, 'wizard/at-the-limit');
});

test('the wizard of a service, refused and summed up', async ({ page }) => {
  await register(page);
  await page.goto(`${MANAGE}/ApiClients/New?template=backend_service&step=details`);
  await expect(page.getByRole('button', { name: 'Continue' })).toBeEnabled();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspect(page, 'wizard/service-problems');
  await page.getByLabel('Service name').fill('Data Sync Service');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Is this right?' })).toBeVisible();
  await inspect(page, 'wizard/service-summary');
});

test('a web server application with a password, open to the whole internet', async ({ page }) => {
  await signIn(page, alice);
  await page.goto(`${MANAGE}/ApiClients/New?template=web_server_application&step=details`);
  await expect(page.getByRole('button', { name: 'Continue' })).toBeEnabled();
  await page.getByRole('checkbox', { name: 'Password', exact: true }).check();
  await page.getByLabel('Allowed IP addresses').fill('0.0.0.0/0');
  await expect(page.getByText('every address is allowed')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use Authorization Code instead' })).toBeVisible();
  await inspect(page, 'wizard/web-server-doubts');
});
