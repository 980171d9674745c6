// An app that takes the answer as a form (OAuth 2.0 Form Post Response Mode): the page sends itself, and has a button
// where scripts are off.
import type { Page, Request } from '@playwright/test';
import { askForTokens, bob, depart, departFrom, expect, fillInSignIn, test, tokensOf, type Latchkey } from '../fixtures/test.ts';
import { registerApp } from '../fixtures/relying-party.ts';

/** What nothing on the way may change or take for markup. */
const STATE = `"><script>alert(1)</script>&amp;'%41+ é✓`;

async function goThrough(page: Page, latchkey: Latchkey, clientId: string, redirectUri: string) {
  const plain = depart(latchkey, clientId, redirectUri);
  const departure = departFrom(plain.url, { response_mode: 'form_post', state: STATE });
  const sent = page.waitForRequest((request) => request.url() === redirectUri && request.method() === 'POST');
  await page.goto(departure.url);
  await fillInSignIn(page, bob);
  await page.getByRole('button', { name: 'Allow' }).click();
  return { departure, sent };
}

async function expectTokens(latchkey: Latchkey, clientId: string, verifier: string, redirectUri: string, request: Request) {
  const form = new URLSearchParams(request.postData() ?? '');
  expect([...form.keys()]).toEqual(['code', 'state', 'iss']);
  expect({ state: form.get('state'), iss: form.get('iss') }).toEqual({ state: STATE, iss: latchkey.identity });
  const exchange = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri };
  const answer = await askForTokens(latchkey, { ...exchange, code: form.get('code')!, code_verifier: verifier });
  expect((await tokensOf(answer)).token_type).toBe('Bearer');
}

// Shows A19, oidcc-formpost, OAuth 2.0 Form Post Response Mode §2.
test('the answer sends itself to the app as a form', async ({ page, anotherBrowser, latchkey, redirectUri }) => {
  const clientId = await registerApp(page, [redirectUri]);
  const visitor = await (await anotherBrowser()).newPage();
  const { departure, sent } = await goThrough(visitor, latchkey, clientId, redirectUri);
  await expectTokens(latchkey, clientId, departure.verifier, redirectUri, await sent);
  await expect(visitor.getByRole('heading', { name: 'The app' })).toBeVisible();
});

// Shows A19.
test('without scripts a button sends it', async ({ page, anotherBrowser, latchkey, redirectUri }) => {
  const clientId = await registerApp(page, [redirectUri]);
  const visitor = await (await anotherBrowser({ javaScriptEnabled: false })).newPage();
  const { departure, sent } = await goThrough(visitor, latchkey, clientId, redirectUri);
  await visitor.getByRole('button', { name: 'Continue' }).click();
  await expectTokens(latchkey, clientId, departure.verifier, redirectUri, await sent);
});
