import { Fault } from '@/lib/sandbox/service';
import { endsOf } from './ends/all-ends';
import { snapshot } from './snapshot';
import type { Trial } from './trial';

/**
 * Whether a record that is made now comes to whoever the function runs as: read as the poller reads, with the role's own
 * rights and no others. Answers what is in the way, `null` where nothing is.
 */
export async function blocker({ world, admin, scenario }: Trial): Promise<string | null> {
  const ends = endsOf(scenario.start);
  const mapping = snapshot(world).mappings.find(({ sourceArn, dead }) => sourceArn === ends.read && !dead);
  if (!mapping) return `no mapping reads ${ends.read}`;
  if (mapping.state !== 'Enabled') return `the mapping is ${mapping.state}`;
  try {
    return await ends.blocker(world, admin);
  } catch (error) {
    if (error instanceof Fault) return `${error.code}: ${error.message}`;
    throw error;
  }
}
