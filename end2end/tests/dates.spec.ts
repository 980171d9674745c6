// Moments, for somebody who lives elsewhere and reads another language than English.
import { call, expect, makeService, register, rowOf, test } from '../fixtures/test.ts';

test.use({ locale: 'de-DE', timezoneId: 'Asia/Tokyo' });

test('a moment is told in the language and zone of its reader, with UTC beside it', async ({ page }) => {
  await register(page);
  const id = await makeService(page, 'Night import');
  await page.goto(`/Identity/Account/Manage/ApiClients/${id}`);
  const created = page.getByRole('region', { name: 'Overview' }).locator('time').first();
  const machine = await created.getAttribute('datetime');
  expect(machine).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const theirs = new Intl.DateTimeFormat('de-DE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Tokyo' });
  const [, time] = theirs.format(new Date(machine!)).split(', ');
  await expect(created).toHaveAttribute('title', new RegExp(`^\\d+\\.\\d+\\.\\d{4}, ${time} \\(\\d+ \\w+ \\d{4}, \\d\\d:\\d\\d UTC\\)$`));
});

test('a day is printed in UTC, and told by the browser once the page is awake', async ({ page }) => {
  await register(page);
  const client = { template: 'personal_access_token', clientName: 'My laptop', tokenExpiration: '90d' };
  expect((await call(page, 'clients/create', { client })).status).toBe(200);
  const list = '/Identity/Account/Manage/ApiClients';
  expect(await (await page.request.get(list)).text()).toMatch(/<time [^>]*class="day"[^>]*>\d+ \w{3} \d{4}/);
  await page.goto(list);
  const day = rowOf(page, 'My laptop').locator('time.day');
  await expect(day).toHaveText(/^\d\d\.\d\d\.\d{4}$/);
  const theirs = new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium', timeZone: 'Asia/Tokyo' });
  await expect(day).toHaveText(theirs.format(new Date((await day.getAttribute('datetime'))!)));
});

test('what happened is listed in the time of its reader, with UTC under the pointer', async ({ page }) => {
  await register(page);
  await page.goto('/Identity/Account/Manage/Activity');
  const moment = page.locator('time[data-exact]').first();
  await expect(moment).toHaveText(/^\d\d\.\d\d\.\d{4}, \d\d:\d\d:\d\d$/);
  await expect(moment).toHaveAttribute('title', /^\d+ \w{3} \d{4}, \d\d:\d\d:\d\d UTC$/);
  await page.goto('/Identity/Account/Manage/Sessions');
  await expect(page.locator('time').first()).toHaveAttribute('title', /^\d\d\.\d\d\.\d{4}, .* UTC\)$/);
});
