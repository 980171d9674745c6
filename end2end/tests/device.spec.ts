// A television signs somebody in who has a phone at hand: the code, the question, and the way back.
import { startDevice } from '../fixtures/device.ts';
import { alice, callWith, expect, fillInSignIn, inspect, signIn, test, tokensOf } from '../fixtures/test.ts';

const PAGE = '/Identity/Account/Device';
const SCOPE = 'openid profile exepron.restapi offline_access';

// Shows R114.
test('a code typed on a phone signs the television in', async ({ page, latchkey }) => {
  const device = await startDevice(latchkey, 'Living Room TV', SCOPE);
  expect(await (await device.ask()).json()).toMatchObject({ error: 'authorization_pending' });

  await page.goto(PAGE);
  await fillInSignIn(page, alice);
  await expect(page.getByRole('heading', { name: 'Connect a device' })).toBeVisible();
  await inspect(page, 'device/enter');
  await page.getByLabel('Code').fill(device.userCode.toLowerCase().replace('-', ' '));
  await page.getByRole('button', { name: 'Continue' }).click();

  await expect(page.getByRole('heading', { name: 'Living Room TV wants to access your account' })).toBeVisible();
  await expect(page.getByText(device.userCode)).toBeVisible();
  await expect(page.getByText('Only go on if you started this on a device in front of you.')).toBeVisible();
  await expect(page.getByText('Stay signed in for 30 days')).toBeVisible();
  expect(await page.content(), 'no script is even printed').not.toContain('<script');
  await inspect(page, 'device/question');
  await page.getByRole('button', { name: 'Allow' }).click();

  await expect(page.getByRole('heading', { name: 'Go back to your device' })).toBeVisible();
  await inspect(page, 'device/allowed');
  const tokens = await tokensOf(await device.ask());
  const { status, body } = await callWith(tokens.access_token, `${latchkey.api}/odata/Projects?$count=true`);
  expect({ status, projects: body.value.length }).toEqual({ status: 200, projects: 6 });
});

test('a link leads through sign-in to the filled-in code, and Deny ends it', async ({ page, latchkey }) => {
  const device = await startDevice(latchkey, 'Kitchen Radio', 'openid');
  await page.goto(device.link);
  await fillInSignIn(page, alice);
  const code = page.getByLabel('Code');
  await expect(code).toHaveValue(device.userCode);
  await expect(code).toHaveAccessibleDescription('Go on only if your device shows the same code.');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing was allowed' })).toBeVisible();
  await inspect(page, 'device/denied');
  expect(await (await device.ask()).json()).toMatchObject({ error: 'access_denied' });
});

test('wrong codes are told beside the field, and five of them end it for the session', async ({ page, problems }) => {
  problems.allow(/status of (422|429)/);
  await signIn(page, alice);
  await page.goto(PAGE);
  for (let wrong = 1; wrong <= 5; wrong += 1) {
    await page.getByLabel('Code').fill('BBBB-BBBB');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/No device waits with this code/);
    await expect(page.getByLabel('Code'), 'what was typed stays').toHaveValue('BBBB-BBBB');
    if (wrong === 1) await inspect(page, 'device/wrong');
  }
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert')).toContainText('Too many wrong codes');
  await expect(page.getByLabel('Code')).toHaveCount(0);
  await inspect(page, 'device/too-many');
});
