// Moments, for somebody who lives elsewhere and reads another language than English.
import { expect, makeService, register, test } from '../fixtures/test.ts';

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
