import { expect, test, vi } from 'vitest';
import { zipOf } from '@/lib/sandbox/lambda/zip';
import { MappingTrial } from './mapping-trial';

vi.mock('@/lib/sandbox/lambda/python', () => ({ pythonCommand: () => null, pythonAvailable: () => false }));

test('on a machine without Python a Python handler fails and says why', async () => {
  const trial = await MappingTrial.open();
  await trial.prepare(undefined, {
    Runtime: 'python3.12',
    Handler: 'app.handler',
    Code: { ZipFile: zipOf({ 'app.py': 'def handler(event, context):\n    return 1\n' }) },
  });
  const uuid = await trial.map();
  await trial.put('a');
  await trial.wait(2);
  expect((await trial.mapping(uuid)).LastProcessingResult).toBe('PROBLEM: Function call failed');
  expect(await trial.lines()).toContain(
    '[ERROR] Runtime.Unavailable: This machine has no python3, so the practice accounts cannot run a Python handler.\n',
  );
});
