// oauth4webapi, which leaves every step to its user and checks each answer for itself. Plain http is the one thing it
// has to be told to allow.
import * as oauth from 'oauth4webapi';
import { bob, expect, test } from '../../fixtures/test.ts';
import { registerApp, signInAndAllow } from '../../fixtures/relying-party.ts';

const http = { [oauth.allowInsecureRequests]: true };

// Shows V1, V3, oidcc-server, oidcc-userinfo-get, oidcc-refresh-token, oidcc-rp-initiated-logout, RFC 7009 §2.1,
// RFC 7009 §2.2, RFC 9207 §2.
test('oauth4webapi checks every answer from discovery to the end of the session', async ({
  page,
  anotherBrowser,
  latchkey,
  redirectUri,
}) => {
  const client: oauth.Client = { client_id: await registerApp(page, [redirectUri]) };
  const nobody = oauth.None();
  const issuer = new URL(latchkey.identity);
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, http));

  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  const address = new URL(server.authorization_endpoint!);
  address.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile email offline_access',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  }).toString();
  const person = await (await anotherBrowser()).newPage();
  await person.goto(address.href);
  const back = oauth.validateAuthResponse(server, client, await signInAndAllow(person, bob, redirectUri), state);

  const redeemed = await oauth.authorizationCodeGrantRequest(server, client, nobody, back, redirectUri, verifier, http);
  const expected = { expectedNonce: nonce, requireIdToken: true };
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, redeemed, expected);
  await oauth.validateApplicationLevelSignature(server, redeemed, http);
  const claims = oauth.getValidatedIdTokenClaims(tokens)!;

  const asked = await oauth.userInfoRequest(server, client, tokens.access_token, http);
  const about = await oauth.processUserInfoResponse(server, client, claims.sub, asked);
  expect(about).toMatchObject({ sub: claims.sub, email: bob.email });

  const renewal = await oauth.refreshTokenGrantRequest(server, client, nobody, tokens.refresh_token!, http);
  const renewed = await oauth.processRefreshTokenResponse(server, client, renewal);
  await oauth.validateApplicationLevelSignature(server, renewal, http);
  expect(renewed.refresh_token).not.toBe(tokens.refresh_token);

  for (const token of [renewed.access_token, renewed.refresh_token!, renewed.refresh_token!, 'unknown']) {
    await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, nobody, token, http));
  }
  const tooLate = await oauth.refreshTokenGrantRequest(server, client, nobody, renewed.refresh_token!, http);
  await expect(oauth.processRefreshTokenResponse(server, client, tooLate)).rejects.toMatchObject({ error: 'invalid_grant' });

  const end = new URL(server.end_session_endpoint!);
  const hint = { id_token_hint: renewed.id_token!, post_logout_redirect_uri: redirectUri, state };
  end.search = new URLSearchParams(hint).toString();
  await person.goto(end.href);
  await person.waitForURL(`${redirectUri}?state=${state}`);
});
