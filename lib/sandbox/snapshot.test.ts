import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stageWorld } from '@/lib/trial/sandbox/staged-world';
import { findCredential } from './credentials';
import { readSnapshot, snapshotWriter } from './snapshot';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-'));
  file = join(folder, 'deep', 'sandbox.bin');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('the accounts come back as they were', async () => {
  const { world } = await stageWorld();
  await snapshotWriter(file, () => world).save();
  const found = await readSnapshot(file);
  expect(found).toEqual(world);
  expect(found && findCredential(found, 'ASIAPRACTICEHUBROLE0')?.caller.accountId).toBe('777700007777');
});

test('a save that is waited for holds what was there when it was asked for', async () => {
  const { world } = await stageWorld();
  const { save } = snapshotWriter(file, () => world);
  const first = save();
  world.states.set('1/-/late', 'value');
  await Promise.all([first, save(), save()]);
  expect((await readSnapshot(file))?.states.get('1/-/late')).toBe('value');
});

test.each([
  ['nothing', null],
  ['bytes that mean nothing', Buffer.from('not a snapshot')],
  ['another format', serialize({ format: 0, world: {} })],
])('%s is no snapshot', async (_, bytes) => {
  const other = join(folder, 'other.bin');
  if (bytes) await writeFile(other, bytes);
  expect(await readSnapshot(other)).toBeNull();
});
