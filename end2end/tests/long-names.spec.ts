// Whatever may be a name fits its page: without a blank, as long as names, ids and addresses may be.
import { call, depart, expect, expectNoSidewaysScroll, inEveryLook, register, stranger, test } from '../fixtures/test.ts';

const MANAGE = '/Identity/Account/Manage';

test('names of 200 letters, ids of 100 and long e-mail addresses fit every page', async ({ page, latchkey, problems }) => {
  problems.allow(/status of 400/);
  const { email } = stranger();
  await register(page, {
    email: email.replace('@', `-${'abcdefghij'.repeat(3)}@subdomain.of.a.rather.long.`),
    name: `${'Wolfeschlegelsteinhausen'.repeat(3)} Senior`,
    password: 'seven quiet lanterns drift',
  });
  const redirectUri = `https://app.example.com/${'p'.repeat(400)}`;
  const app = { template: 'web_mobile_app', clientName: 'W'.repeat(200), redirectUris: [redirectUri] };
  const made = await call(page, 'clients/create', { client: app });
  expect(made.status).toBe(200);
  const clientId: string = made.body.client.clientId;
  const longId = 'C'.repeat(90) + Date.now().toString(36).padStart(10, '0');
  const imported = await page.evaluate(async (clientId) => {
    const definition = {
      clientId,
      clientName: 'N'.repeat(200),
      clientType: 'confidential',
      grantTypes: ['client_credentials'],
      scopes: ['api1'],
    };
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch('/api/v1/clients', { method: 'POST', headers, body: JSON.stringify(definition) })).status;
  }, longId);
  expect(imported).toBe(201);

  const pages = {
    list: `${MANAGE}/ApiClients`,
    client: `${MANAGE}/ApiClients/${clientId}`,
    access: `${MANAGE}/ApiClients/${clientId}/Access`,
    imported: `${MANAGE}/ApiClients/${longId}`,
    activity: `${MANAGE}/Activity`,
    profile: MANAGE,
    consent: depart(latchkey, clientId, redirectUri).url,
    refused: depart(latchkey, clientId, redirectUri.replace('app', 'other')).url,
  };
  for (const [name, address] of Object.entries(pages)) {
    await test.step(name, async () => {
      await page.goto(address);
      await inEveryLook(page, async () => expectNoSidewaysScroll(page));
    });
  }
});
