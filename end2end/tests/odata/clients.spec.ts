// Clients that others wrote, unmodified, against the API: what they send is what the API has to understand.
import { createRequire } from 'node:module';
import buildQuery from 'odata-query';
import { expect, runPython, test } from '../../fixtures/odata.ts';
import { callWith } from '../../fixtures/test.ts';

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
    test(`${name} finds what it says`, async ({ token, latchkey }) => {
        const everything = await callWith(token, `${latchkey.api}/odata/Projects?$expand=tasks`);
      const found = await callWith(token, `${latchkey.api}/odata/Projects${buildQuery({ ...query, orderBy: 'projectId' })}`);
      expect(found.status, JSON.stringify(found.body)).toBe(200);
      const ids = (rows: any[]) => rows.map((row) => row.projectId);
      expect(ids(found.body.value)).toEqual(ids(everything.body.value.filter(holds)));
      expect(found.body.value.length).toBeGreaterThan(0);
      expect(found.body.value.length).toBeLessThan(everything.body.value.length);
    });
  }

  test('pages, counts, orders, selects and searches', async ({ token, latchkey }) => {
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

test('o.js reads, writes, counts and batches', async ({ token, latchkey }) => {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  // A batch has headers of its own there, and they replace the library's.
  const batch = {
    endpoint: '$batch',
    boundaryPrefix: 'batch_',
    changsetBoundaryPrefix: 'changset_',
    useChangset: true,
    useRelativeURLs: false,
    headers: new Headers({ ...headers, 'Content-Type': 'multipart/mixed' }),
  };
  const handler = () => o(`${latchkey.api}/odata/`, { headers, batch } as object);
  const one = await handler().get('Projects(1)').query();
  expect(one.projectName).toBe('Apollo Upgrade');
  const active = await handler()
    .get('Projects')
    .query({ $filter: 'status eq 2', $expand: 'tasks($top=1;$select=taskName)', $orderby: 'projectId' });
  expect(active.length).toBeGreaterThan(0);
  expect(active.every((project: any) => project.status === 2 && project.tasks.length <= 1)).toBe(true);
  expect(Number(await (await (handler().get('Projects/$count').fetch() as Promise<Response>)).text())).toBe(6);
  await expect(handler().get('Projects(999)').query()).rejects.toMatchObject({ status: 404 });

  const made = await handler().post('Projects', { projectName: 'Made by o.js', status: 1 }).query();
  const own = `Projects(${made.projectId})`;
  const renamed = await handler().patch(own, { projectName: 'Renamed by o.js' }).query();
  expect(renamed.projectName ?? renamed.status).toBe('Renamed by o.js');

  const read = await handler().get('Projects(1)').get('Tasks?$top=2').get('Projects(999)').batch();
  expect(read.map((part: any) => [part.contentId, part.status])).toEqual([[1, 200], [2, 200], [3, 404]]);
  expect(read[0].body).toEqual(one);
  expect(read[1].body).toHaveLength(2);

  const [written] = await handler().patch(own, { status: 2 }).batch();
  expect(JSON.stringify(written)).toContain('"status":200');
  expect((await handler().get(own).query()).status).toBe(2);
  expect((await handler().delete(own).query()).status).toBe(204);
  await expect(handler().get(own).query()).rejects.toMatchObject({ status: 404 });
});

test('python-odata reads the model, asks for what is in it, and writes', async ({ token, latchkey }) => {
  const ran = await runPython('calls.py', [`${latchkey.api}/odata/`], { LATCHKEY_TOKEN: token });
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
    saved: ['Made in Python', 'Renamed in Python'],
    gone: true,
  });
});
