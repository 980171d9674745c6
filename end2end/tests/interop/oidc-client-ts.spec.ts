// oidc-client-ts, as a single-page app uses it: all of it runs in the browser, so every answer has to pass CORS too.
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { User, UserManagerSettings } from 'oidc-client-ts';
import { alice, bob, expect, test as base } from '../../fixtures/test.ts';
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

// Shows T12, U2.
test('oidc-client-ts signs somebody in from a page and renews the tokens there', async ({ page, anotherBrowser, latchkey, app }) => {
  const settings: UserManagerSettings = {
    authority: latchkey.identity,
    client_id: await registerApp(page, alice, [app.redirectUri]),
    redirect_uri: app.redirectUri,
    scope: 'openid profile email offline_access',
    loadUserInfo: true,
    automaticSilentRenew: false,
  };
  const person = await (await anotherBrowser()).newPage();
  await person.goto(app.home);
  await leaveForSignIn(person, settings);
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
});

/** The library sends the page away, which ends the script that asked for it. */
async function leaveForSignIn(page: Page, settings: UserManagerSettings): Promise<void> {
  const left = page.waitForURL(/\/Identity\/Account\/Login/);
  await page.evaluate((settings) => void new window.oidc.UserManager(settings).signinRedirect(), settings);
  await left;
}
