// A server gets credentials of its own and calls the API, as itself and as a user.
import {
  alice,
  askForTokens,
  callWith,
  copied,
  createClient,
  expect,
  leaveReveal,
  printed,
  remove,
  reveal,
  runCurl,
  sendPrinted,
  signIn,
  test,
} from '../fixtures/test.ts';

// Shows R020, R023, R032, R115.
test('a backend service works with both printed requests, word for word', async ({ page, latchkey }) => {
  await signIn(page, alice);
  await createClient(page, 'Backend Service', { name: 'Night import', description: 'Copies projects at night.' });
  await expect(reveal(page)).toHaveAccessibleName('Store this secret now');
  const clientId = await copied(page, 'Client ID');
  const secret = await copied(page, 'Client Secret');
  expect(clientId).toMatch(/^service_[0-9a-f]{12}$/);
  expect(secret).toMatch(/^[A-Za-z0-9]{46}==$/);

  const curl = await printed(page, 'Get an access token for the service itself');
  expect(curl).toContain(`-d client_id=${clientId} \\\n  -d client_secret=${secret} \\\n`);
  const itself = await runCurl(curl);
  expect(itself).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3600, scope: 'exepron.restapi' } });
  expect(itself.body).not.toHaveProperty('refresh_token');

  const form = await printed(page, "Legacy: act as a user, with the user's password");
  expect(form).toBe(
    `POST ${latchkey.identity}/connect/token\n` +
      'Content-Type: application/x-www-form-urlencoded\n\n' +
      'grant_type=password\n&username=USER_EMAIL\n&password=USER_PASSWORD\n' +
      `&client_id=${clientId}\n&client_secret=${secret}\n&scope=exepron.restapi`,
  );
  const asAlice = form.replace('USER_EMAIL', alice.email).replace('USER_PASSWORD', encodeURIComponent(alice.password));
  const user = await sendPrinted(asAlice);
  expect(user).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: 'exepron.restapi' } });

  for (const { body } of [itself, user]) {
    const projects = await callWith(body.access_token, `${latchkey.api}/odata/Projects?$count=true`);
    expect(projects).toMatchObject({ status: 200, body: { '@odata.count': 6 } });
  }

  await leaveReveal(page);
  await remove(page, 'Night import');
  await expect.poll(async () => (await callWith(itself.body.access_token, `${latchkey.api}/odata/Projects`)).status, {
    timeout: 1_000,
    intervals: [50],
  }).toBe(401);
  const late = await askForTokens(latchkey, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
    scope: 'exepron.restapi',
  });
  expect({ status: late.status, error: (await late.json()).error }).toEqual({ status: 401, error: 'invalid_client' });
});
