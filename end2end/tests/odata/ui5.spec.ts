// The model of OpenUI5 for OData v4, in a page of another origin: straight from its package, and nothing changed in it.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, startPage, test } from '../../fixtures/odata.ts';

const library = join(dirname(createRequire(import.meta.url).resolve('@openui5/sap.ui.core/package.json')), 'src');
const script =
  '<script src="/resources/ui5loader.js"></script>' +
  '<script id="sap-ui-bootstrap" src="/resources/ui5loader-autoconfig.js"></script>';

/** What the page works with: the model of the service, and the classes that filters and orders are made of. */
async function openModel(page: Page, url: string, root: string, token: string, groupId: string): Promise<void> {
  await page.goto(url);
  await page.evaluate(
    ([serviceUrl, token, groupId]) =>
      new Promise<void>((done, failed) => {
        const wanted = ['sap/ui/model/odata/v4/ODataModel', 'sap/ui/model/Filter', 'sap/ui/model/Sorter'];
        const ui5 = (window as any).sap.ui;
        ui5.require(
          wanted,
          (ODataModel: any, Filter: any, Sorter: any) => {
            const httpHeaders = { Authorization: `Bearer ${token}` };
            const groups = { groupId, updateGroupId: groupId };
            const model = new ODataModel({ serviceUrl, ...groups, operationMode: 'Server', httpHeaders });
            Object.assign(window, { model, Filter, Sorter });
            done();
          },
          failed,
        );
      }),
    [root, token, groupId] as const,
  );
}

for (const groupId of ['$direct', '$auto']) {
  test(`a page of OpenUI5 reads, creates, patches with its ETag and deletes (${groupId})`, async ({
    page,
    latchkey,
    token,
    problems,
  }) => {
    const root = `${latchkey.api}/odata/`;
    const sent: { url: string; method: string; body: string; ifMatch: string | undefined }[] = [];
    page.on('request', (request) => {
      if (request.method() === 'OPTIONS' || !request.url().startsWith(root)) return;
      const ifMatch = request.headers()['if-match'];
      sent.push({ url: request.url(), method: request.method(), body: request.postData() ?? '', ifMatch });
    });
    const app = await startPage(script, library);
    try {
      await openModel(page, app.url, root, token, groupId);

      const read = await page.evaluate(async () => {
        const { model, Filter, Sorter } = window as any;
        const critical = new Filter({
          path: 'tasks',
          operator: 'Any',
          variable: 'task',
          condition: new Filter('task/isCritical', 'EQ', true),
        });
        const filters = [new Filter('status', 'EQ', 2), critical];
        const list = model.bindList('/Projects', undefined, [new Sorter('projectName', true)], filters, {
          $count: true,
          $select: 'projectName,status',
          $expand: { tasks: { $select: 'taskName,isCritical', $orderby: 'taskId', $expand: { resources: { $select: 'resourceName' } } } },
        });
        const contexts = await list.requestContexts(0, 100);
        return { rows: contexts.map((context: any) => context.getObject()), count: list.getCount() };
      });
      const names = read.rows.map((row: any) => row.projectName);
      expect(names.length).toBeGreaterThan(0);
      expect(read.count).toBe(names.length);
      expect(names).toEqual([...names].sort().reverse());
      expect(read.rows.every((row: any) => row.status === 2 && row.tasks.some((task: any) => task.isCritical))).toBe(true);
      expect(read.rows.some((row: any) => row.tasks.some((task: any) => task.resources.length > 0))).toBe(true);

      const path = await page.evaluate(async () => {
        const { model } = window as any;
        const list = model.bindList('/Projects', undefined, undefined, undefined, { $select: 'projectName,status' });
        await list.requestContexts(0, 1);
        const made = list.create({ projectName: 'Made by a page', status: 1 });
        await made.created();
        await made.setProperty('projectName', 'Renamed by a page');
        Object.assign(window, { made });
        return made.getPath();
      });
      expect(path).toMatch(/^\/Projects\(\d+\)$/);
      const seen = await fetch(`${root}${path.slice(1)}`, { headers: { Authorization: `Bearer ${token}` } });
      expect((await seen.json()).projectName).toBe('Renamed by a page');
      if (groupId === '$auto') {
        const batches = sent.filter((request) => request.url.endsWith('$batch'));
        expect(batches.length).toBeGreaterThanOrEqual(3);
        expect(batches.some(({ body }) => /PATCH [^\n]*Projects/.test(body) && /If-Match:\s*W\/"/i.test(body))).toBe(true);
      } else {
        expect(sent.filter((request) => request.method === 'PATCH').map((request) => request.ifMatch)).toEqual([
          expect.stringMatching(/^W\/"\d+"$/),
        ]);
      }

      // Somebody else is faster: the page has an old version then, and is told so.
      const other = await fetch(`${root}${path.slice(1)}`, {
        method: 'PATCH',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ projectName: 'Renamed meanwhile' }),
      });
      expect(other.status).toBe(200);
      problems.allow(/412|HTTP request was not processed|Failed to update path|precondition/i);
      const status = await page.evaluate(() => {
        const { made } = window as any;
        const told = (error: any) => error.status ?? error.cause?.status;
        return made.setProperty('projectName', 'Too late').then(() => 0, told);
      });
      expect(status).toBe(412);

      await page.evaluate(async () => {
        const { made } = window as any;
        await made.resetChanges();
        await made.requestRefresh();
        await made.delete();
      });
      const gone = await fetch(`${root}${path.slice(1)}`, { headers: { Authorization: `Bearer ${token}` } });
      expect(gone.status).toBe(404);
    } finally {
      app.close();
    }
  });
}
