// An app that people sign in to: registered in the wizard, then driven through the code flow by hand.
import {
  arrival,
  askForTokens,
  bob,
  callWith,
  copied,
  create,
  createClient,
  departFrom,
  expect,
  fillInForm,
  fillInSignIn,
  openForm,
  printed,
  register,
  test,
  tokensOf,
} from '../fixtures/test.ts';

const AUTHORIZE = 'Send people here to sign in (Authorization Code + PKCE)';

// Shows R033.
test('a redirect URL that is not allowed is explained while it is typed, and nothing typed is lost', async ({ page }) => {
  await register(page);
  await openForm(page, 'Web/Mobile App');
  await expect(page.getByText('HTTPS required for production')).toBeVisible();
  const urls = page.getByLabel('Redirect URLs');
  const reasons = {
    'http://app.example.com/callback': 'Use https. Plain http lets others on the network read the sign-in code.',
    'https://app.example.com/callback#top': 'Remove everything from # on.',
    'https://app.example.com/callback?next=1': 'Query strings are not allowed here.',
    'https://*.example.com/callback': '* would let any page receive codes.',
    'app.example.com/callback': 'A full address is needed',
    'javascript:alert(1)': 'so it is never allowed.',
    'https://app.example.com:99999/callback': "This address can't be read.",
    'http://2130706434/callback': 'Use https.',
  };
  await urls.fill(Object.keys(reasons).join('\n'));
  for (const [url, reason] of Object.entries(reasons)) {
    const verdict = page.getByRole('listitem').filter({ has: page.getByText(url, { exact: true }) });
    await expect(verdict).toContainText('Not allowed');
    await expect(verdict).toContainText(reason);
  }
  await expect(page.getByText("8 of 8 addresses can't be used.")).toBeAttached();

  await page.getByLabel('App name').fill('React Dashboard');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(urls).toBeFocused();
  await expect(urls).toHaveAttribute('aria-invalid', 'true');
  await expect(urls).toHaveValue(Object.keys(reasons).join('\n'));
  await expect(page.getByLabel('App name')).toHaveValue('React Dashboard');

  await urls.fill('https://app.example.com/callback\nhttp://localhost:3000/callback');
  await expect(page.getByText('All 2 addresses can be used.')).toBeAttached();
  await expect(urls).not.toHaveAttribute('aria-invalid');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('people come back to one of 2 addresses and to no other')).toBeVisible();
});

// Shows R009, R029, R115, R119.
test('an app signs somebody in with code and PKCE, learns who it is, calls the API and renews its tokens', async ({
  page,
  anotherBrowser,
  latchkey,
  redirectUri,
}) => {
  await register(page);
  await openForm(page, 'Web/Mobile App');
  await fillInForm(page, 'Web/Mobile App', { name: 'Field Notes', redirectUrls: [redirectUri] });
  await create(page);
  const ready = page.getByRole('region', { name: 'Your client is ready' });
  await expect(ready).toContainText('No secret needed');
  await expect(ready).toContainText(redirectUri);
  await expect(page.getByRole('button', { name: 'Copy', description: 'Client Secret' })).toHaveCount(0);
  const clientId = await copied(page, 'Client ID');
  expect(clientId).toMatch(/^app_[0-9a-f]{12}$/);

  const departure = departFrom(await printed(page, AUTHORIZE));
  const visitor = await (await anotherBrowser()).newPage();
  await visitor.goto(departure.url);
  await fillInSignIn(visitor, bob);
  await expect(visitor.getByRole('heading', { name: 'Field Notes wants to access your account' })).toBeVisible();
  await expect(visitor.getByText('Read and change projects, tasks and resources')).toBeVisible();
  await visitor.getByRole('button', { name: 'Allow' }).click();
  const { code, state, iss } = await arrival(visitor, departure);
  expect({ state, iss }).toEqual({ state: departure.state, iss: latchkey.identity });

  const exchange = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri, code: code! };
  const tokens = await tokensOf(await askForTokens(latchkey, { ...exchange, code_verifier: departure.verifier }));
  expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });

  const userinfo = await callWith(tokens.access_token, `${latchkey.identity}/connect/userinfo`);
  expect(userinfo).toMatchObject({ status: 200, body: { sub: '102', name: 'Bob Brown', email: bob.email } });
  expect((await callWith(tokens.access_token, `${latchkey.api}/odata/Projects`)).status).toBe(200);

  const renewal = { grant_type: 'refresh_token', client_id: clientId, refresh_token: tokens.refresh_token };
  const renewed = await tokensOf(await askForTokens(latchkey, renewal));
  expect(renewed.refresh_token, 'each refresh token is used once').not.toBe(tokens.refresh_token);
  expect((await callWith(renewed.access_token, `${latchkey.api}/odata/Projects`)).status).toBe(200);

  // RFC 6749 §4.1.2: a code that comes twice was stolen, and all that came of it ends.
  for (const form of [
    { ...exchange, code_verifier: departure.verifier },
    { ...renewal, refresh_token: renewed.refresh_token },
  ]) {
    const answer = await askForTokens(latchkey, form);
    expect({ status: answer.status, error: (await answer.json()).error }).toEqual({ status: 400, error: 'invalid_grant' });
  }
});

// Shows C3.
test('what was allowed once is not asked again where nobody can pretend to be the app', async ({
  page,
  anotherBrowser,
  redirectUri,
}) => {
  const home = 'https://field-notes.example.com/callback';
  await register(page);
  await createClient(page, 'Web/Mobile App', { name: 'Field Notes', redirectUrls: [redirectUri, home] });
  const onThisDevice = departFrom(await printed(page, AUTHORIZE));
  const context = await anotherBrowser();
  const visitor = await context.newPage();
  await visitor.goto(onThisDevice.url);
  await fillInSignIn(visitor, bob);
  await visitor.getByRole('button', { name: 'Allow' }).click();
  await arrival(visitor, onThisDevice);

  // Nobody is at home at that address, so the redirects are followed one by one.
  const atHome = departFrom(onThisDevice.url, { redirect_uri: home });
  const answer = await context.request.get(atHome.url, { maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  expect(answer.headers().location).toContain(`${home}?code=`);
});
