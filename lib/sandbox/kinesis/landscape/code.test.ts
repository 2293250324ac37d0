import { expect, test } from 'vitest';
import { MappingTrial } from '@/lib/trial/sandbox/mapping-trial';
import { zipOf } from '../../lambda/zip';
import { printing } from './code';

test('where there is no Python, the function of the first seed prints the same line from JavaScript', async () => {
  const { runtime, handler, files } = printing(false);
  const trial = await MappingTrial.open();
  await trial.prepare(undefined, { Runtime: runtime, Handler: handler, Code: { ZipFile: zipOf(files) } });
  await trial.map();
  await trial.put('{"it": "isn\'t"}');
  await trial.wait(2);
  const line = (await trial.lines()).find((text) => text.startsWith("{'Records': ["));
  expect(line).toMatch(/^\{'Records': \[\{'kinesis': \{'kinesisSchemaVersion': '1\.0', 'partitionKey': '[^']+', /);
  expect(line).toContain("'eventName': 'aws:kinesis:record', 'invokeIdentityArn': 'arn:aws:iam::");
  expect(line).toMatch(/'eventSourceARN': '[^']+'\}\]\}\n?$/);
});
