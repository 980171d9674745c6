// openid-client, as a web application on Node uses it. Plain http is the one thing it has to be told to allow.
import * as client from 'openid-client';
import { bob, expect, test } from '../../fixtures/test.ts';
import { registerApp, signInAndAllow } from '../../fixtures/relying-party.ts';

// Shows oidcc-server, oidcc-refresh-token, oidcc-rp-initiated-logout, RFC 7009 §2.1, RFC 9207 §2.
test('openid-client signs somebody in, learns who it is, renews and revokes the tokens, and signs out', async ({
  page,
  anotherBrowser,
  latchkey,
  redirectUri,
}) => {
  const clientId = await registerApp(page, [redirectUri]);
  const config = await client.discovery(new URL(latchkey.identity), clientId, undefined, client.None(), {
    execute: [client.allowInsecureRequests],
  });
  // Signatures are checked as well, which the library leaves out where TLS vouches for the token endpoint.
  client.enableNonRepudiationChecks(config);

  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile email offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  });
  const person = await (await anotherBrowser()).newPage();
  await person.goto(address.href);
  const back = await signInAndAllow(person, bob, redirectUri);

  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  const tokens = await client.authorizationCodeGrant(config, back, checks);
  const claims = tokens.claims();
  expect(claims?.aud).toBe(clientId);

  const about = await client.fetchUserInfo(config, tokens.access_token, claims!.sub);
  expect(about).toMatchObject({ email: bob.email, name: bob.name });

  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token!);
  expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
  expect(renewed.claims()?.sub).toBe(claims!.sub);

  await client.tokenRevocation(config, renewed.refresh_token!);
  await expect(client.refreshTokenGrant(config, renewed.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });
  const denied = await expect(client.fetchUserInfo(config, renewed.access_token, claims!.sub)).rejects;
  await denied.toMatchObject({ status: 401 });

  const state = client.randomState();
  const end = { id_token_hint: renewed.id_token!, post_logout_redirect_uri: redirectUri, state };
  await person.goto(client.buildEndSessionUrl(config, end).href);
  await person.waitForURL(`${redirectUri}?state=${state}`);
  await person.goto(address.href);
  await expect(person.getByRole('button', { name: 'Sign in' }), 'nobody is signed in any more').toBeVisible();
});
