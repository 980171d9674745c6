// `$metadata` by the schemas that OASIS publishes with the standard. They come with its own npm package, as they belong
// to the standard and are no part of this repository.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, runPython, test } from '../../fixtures/odata.ts';

const require = createRequire(import.meta.url);
const { xml2json } = require('odata-csdl') as { xml2json(xml: string, options: object): Record<string, unknown> };
const schemas = join(dirname(require.resolve('odata-csdl')), '..', 'schemas');

const versions = ['4.0', '4.01'];

async function metadata(api: string, accept: string, version: string): Promise<string> {
  const answer = await fetch(`${api}/odata/$metadata`, { headers: { Accept: accept, 'OData-MaxVersion': version } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(accept);
  return answer.text();
}

for (const version of versions) {
  test(`the model as XML is valid by the schemas of the standard (${version})`, async ({ latchkey }, info) => {
    const [file, broken] = [info.outputPath('metadata.xml'), info.outputPath('broken.xml')];
    const xml = await metadata(latchkey.api, 'application/xml', version);
    writeFileSync(file, xml);
    writeFileSync(broken, xml.replace('<PropertyRef Name="projectId"/>', '<PropertyRef Nome="projectId"/>'));
    const schema = join(schemas, 'edmx.xsd');
    expect(await runPython('valid_metadata.py', [schema, file])).toEqual({ code: 0, output: '', errors: '' });
    const found = await runPython('valid_metadata.py', [schema, broken]);
    expect(found, 'the schemas are looked at').toMatchObject({ code: 1, errors: expect.stringContaining('PropertyRef') });
  });

  test(`the model as JSON is valid by the schema of the standard, and says what the XML says (${version})`, async ({
    latchkey,
  }) => {
    const json = JSON.parse(await metadata(latchkey.api, 'application/json', version));
    const validate = new Ajv({ strict: false, unicodeRegExp: true, validateFormats: false }).compile(
      JSON.parse(readFileSync(join(schemas, 'csdl.schema.json'), 'utf8')),
    );
    expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...json, $EntityContainer: 1 })).toBe(false);

    const messages: unknown[] = [];
    const converted = xml2json(await metadata(latchkey.api, 'application/xml', version), { strict: true, messages });
    expect(messages).toEqual([]);
    expect(json).toEqual(converted);
  });
}
