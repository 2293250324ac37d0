import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { World } from './world';

/** To be raised whenever the state of any service changes its form: an older snapshot is then left behind. */
const format = 2;

/** Reads the accounts as they were. `null` when there is no snapshot, or none that can be read. */
export async function readSnapshot(file: string): Promise<World | null> {
  try {
    const snapshot: unknown = deserialize(await readFile(file));
    return isSnapshot(snapshot) ? snapshot.world : null;
  } catch {
    return null;
  }
}

/** Writes snapshots of the accounts, one after the other. A save that is asked for while one is under way waits for the next. */
export function snapshotWriter(file: string, world: () => World): { save(): Promise<void> } {
  let writing: Promise<void> | null = null;
  let queued: Promise<void> | null = null;
  const write = async () => {
    const bytes = serialize({ format, world: world() });
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.next`, bytes);
    await rename(`${file}.next`, file);
  };
  const save = (): Promise<void> => {
    if (!writing) {
      writing = write().finally(() => {
        writing = null;
      });
      return writing;
    }
    queued ??= writing
      .catch(() => undefined)
      .then(() => {
        queued = null;
        return save();
      });
    return queued;
  };
  return { save };
}

function isSnapshot(value: unknown): value is { format: number; world: World } {
  return (
    typeof value === 'object' && value !== null && 'format' in value && value.format === format && 'world' in value
  );
}
