// Clients that others wrote, unmodified, against the API: what they send is what the API has to understand.
import { createRequire } from 'node:module';
import buildQuery from 'odata-query';
import { personalAccessToken, runPython } from '../../fixtures/odata.ts';
import { alice, callWith, expect, test } from '../../fixtures/test.ts';

// Written for `require`, and so is its type.
const { o } = createRequire(import.meta.url)('o.js') as typeof import('o.js');

test.describe('odata-query', () => {
  const cases: [string, Parameters<typeof buildQuery>[0], (row: any) => boolean][] = [
    ['one of two values', { filter: { or: [{ status: 2 }, { status: 3 }] } }, (row) => row.status === 2 || row.status === 3],
    ['a list', { filter: { status: { in: [2, 3] } } }, (row) => row.status === 2 || row.status === 3],
    ['bounds', { filter: { chainCompletion: { gt: 10, le: 60 } } }, (row) => row.chainCompletion > 10 && row.chainCompletion <= 60],
    ['a function', { filter: { projectName: { contains: 'o' } } }, (row) => row.projectName.includes('o')],
    ['a negation', { filter: { not: { status: 2 } } }, (row) => row.status !== 2],
    ['a date', { filter: { projectDueDate: { ge: { type: 'raw', value: '2026-01-01' } } } }, (row) => row.projectDueDate >= '2026-01-01'],
    [
      'a lambda over an expanded property',
      { filter: { tasks: { any: { isCritical: true, remainingDuration: { gt: 0 } } } }, expand: { tasks: { select: ['isCritical', 'remainingDuration'] } } },
      (row) => row.tasks.some((task: any) => task.isCritical && task.remainingDuration > 0),
    ],
  ];
  for (const [name, query, holds] of cases) {
    test(`${name} finds what it says`, async ({ page, latchkey }) => {
      const token = await personalAccessToken(page, alice);
      const everything = await callWith(token, `${latchkey.api}/odata/Projects?$expand=tasks`);
      const found = await callWith(token, `${latchkey.api}/odata/Projects${buildQuery({ ...query, orderBy: 'projectId' })}`);
      expect(found.status, JSON.stringify(found.body)).toBe(200);
      const ids = (rows: any[]) => rows.map((row) => row.projectId);
      expect(ids(found.body.value)).toEqual(ids(everything.body.value.filter(holds)));
      expect(found.body.value.length).toBeGreaterThan(0);
      expect(found.body.value.length).toBeLessThan(everything.body.value.length);
    });
  }

  test('pages, counts, orders, selects and searches', async ({ page, latchkey }) => {
    const token = await personalAccessToken(page, alice);
    const ask = (query: Parameters<typeof buildQuery>[0]) =>
      callWith(token, `${latchkey.api}/odata/Tasks${buildQuery(query)}`).then((answer) => answer.body);
    const all = await ask({ count: true, orderBy: ['projectId desc', 'taskNumber'], select: ['taskId', 'projectId'] });
    expect(all['@odata.count']).toBe(all.value.length);
    const second = await ask({ orderBy: ['projectId desc', 'taskNumber'], top: 3, skip: 3, select: ['taskId', 'projectId'] });
    expect(second.value).toEqual(all.value.slice(3, 6));
    const one = await ask({ key: 2, select: ['taskName'] });
    expect(one.taskId).toBe(2);
    const found = await ask({ search: one.taskName.split(' ')[0] });
    expect(found.value.map((task: any) => task.taskId)).toContain(2);
  });
});

test('o.js reads, filters, expands, counts and batches', async ({ page, latchkey }) => {
  const token = await personalAccessToken(page, alice);
  const handler = () => o(`${latchkey.api}/odata/`, { headers: { Authorization: `Bearer ${token}` } } as object);
  const one = await handler().get('Projects(1)').query();
  expect(one.projectName).toBe('Apollo Upgrade');
  const active = await handler()
    .get('Projects')
    .query({ $filter: 'status eq 2', $expand: 'tasks($top=1;$select=taskName)', $orderby: 'projectId' });
  expect(active.length).toBeGreaterThan(0);
  expect(active.every((project: any) => project.status === 2 && project.tasks.length <= 1)).toBe(true);
  expect(Number(await (await (handler().get('Projects/$count').fetch() as Promise<Response>)).text())).toBe(6);

  const batch = await handler().get('Projects(1)').get('Tasks?$top=2').get('Projects(999)').batch();
  expect(batch.map((part: any) => [part.contentId, part.status])).toEqual([[1, 200], [2, 200], [3, 404]]);
  expect(batch[0].body).toEqual(one);
  expect(batch[1].body).toHaveLength(2);
  await expect(handler().get('Projects(999)').query()).rejects.toMatchObject({ status: 404 });
});

test('python-odata reads the model and asks for what is in it', async ({ page, latchkey }) => {
  const token = await personalAccessToken(page, alice);
  const ran = await runPython('reads.py', [`${latchkey.api}/odata/`], { LATCHKEY_TOKEN: token });
  expect(ran.code, ran.errors).toBe(0);
  expect(JSON.parse(ran.output)).toEqual({
    sets: expect.arrayContaining(['Projects', 'Tasks', 'Resources', 'Buffers']),
    first: 'Apollo Upgrade',
    due: expect.stringMatching(/^\d{4}-\d\d-\d\d/),
    active: true,
    critical: true,
    count: 6,
    expanded: true,
    over_basic: 6,
  });
});
