// oidc-client-ts, as a single-page app uses it: all of it runs in the browser, so every answer has to pass CORS too.
import { fileURLToPath } from 'node:url';
import type { User, UserManagerSettings } from 'oidc-client-ts';
import { bob, callWith, expect, test as base } from '../../fixtures/test.ts';
import { registerApp, signInAndAllow, startRelyingParty, type RelyingParty } from '../../fixtures/relying-party.ts';

const library = fileURLToPath(new URL('../../node_modules/oidc-client-ts/dist/browser/oidc-client-ts.js', import.meta.url));

declare global {
  interface Window {
    oidc: typeof import('oidc-client-ts');
  }
}

const test = base.extend<{ app: RelyingParty }>({
  app: async ({}, use) => {
    const app = await startRelyingParty(library);
    await use(app);
    await app.close();
  },
});

/** What the app keeps of the person who is signed in. */
interface Kept {
  profile: User['profile'];
  accessToken: string;
  refreshToken?: string;
}

// Shows T12, U2, oidcc-rp-initiated-logout.
test('oidc-client-ts signs somebody in from a page, renews and revokes the tokens there, and signs out', async ({ page, anotherBrowser, latchkey, app }) => {
  const settings: UserManagerSettings = {
    authority: latchkey.identity,
    client_id: await registerApp(page, [app.redirectUri, app.signedOutUri]),
    redirect_uri: app.redirectUri,
    post_logout_redirect_uri: app.signedOutUri,
    scope: 'openid profile email offline_access',
    loadUserInfo: true,
    automaticSilentRenew: false,
  };
  const person = await (await anotherBrowser()).newPage();
  await person.goto(app.home);
  await person.evaluate((settings) => void new window.oidc.UserManager(settings).signinRedirect(), settings);
  await signInAndAllow(person, bob, app.redirectUri);

  const first = await person.evaluate(async (settings): Promise<Kept> => {
    const user = await new window.oidc.UserManager(settings).signinRedirectCallback();
    return { profile: user.profile, accessToken: user.access_token, refreshToken: user.refresh_token };
  }, settings);
  expect(first.profile).toMatchObject({ iss: latchkey.identity, aud: settings.client_id, email: bob.email });

  const second = await person.evaluate(async (settings): Promise<Kept | undefined> => {
    const user = await new window.oidc.UserManager(settings).signinSilent();
    return user ? { profile: user.profile, accessToken: user.access_token, refreshToken: user.refresh_token } : undefined;
  }, settings);
  expect(second?.profile.sub).toBe(first.profile.sub);
  expect(second?.refreshToken).not.toBe(first.refreshToken);

  await person.evaluate((settings) => new window.oidc.UserManager(settings).revokeTokens(), settings);
  for (const token of [second!.accessToken, first.accessToken]) {
    expect((await callWith(token, `${latchkey.identity}/connect/userinfo`)).status).toBe(401);
  }

  await person.evaluate((settings) => {
    void new window.oidc.UserManager(settings).signoutRedirect({ state: 'goodbye' });
  }, settings);
  await person.waitForURL(`${app.signedOutUri}?state=*`);
  const answer = await person.evaluate(
    (settings) => new window.oidc.UserManager(settings).signoutRedirectCallback(),
    settings,
  );
  expect(answer.userState).toBe('goodbye');
  await person.goto(latchkey.identity);
  await expect(person.getByRole('button', { name: 'Sign in' }), 'nobody is signed in any more').toBeVisible();
});
