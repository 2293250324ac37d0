import type { Clock } from '@/lib/sandbox/clock';
import { ConnectionReset } from '@/lib/sandbox/connection-reset';
import { perform } from '@/lib/sandbox/perform';
import { Fault } from '@/lib/sandbox/service';
import { assumeAsService } from '@/lib/sandbox/sts/assume-as-service';
import { statesOf, type World } from '@/lib/sandbox/world';
import { servicePrincipal } from './forwarders';
import type { Forwarder, Queue } from './state';

/** Lets every forwarder that is ACTIVE move what waits in its queue. */
export async function forwardParcels(world: World, clock: Clock): Promise<void> {
  for (const { state, region } of [...statesOf<Map<string, Queue>>(world, 'parcel')]) {
    for (const queue of state.values()) {
      for (const forwarder of queue.forwarders.values()) {
        if (clock.now() < forwarder.activeAt || queue.parcels.length === 0) continue;
        await forward(world, clock, region, queue, forwarder);
      }
    }
  }
}

/** One parcel, by requests of the forwarder's role. What could not be sent goes back to the head of its queue. */
async function forward(world: World, clock: Clock, region: string, queue: Queue, forwarder: Forwarder): Promise<void> {
  const taken: string[] = [];
  try {
    const caller = assumeAsService(world, clock, forwarder.roleArn, servicePrincipal, forwarder.name);
    const ask = (operation: string, input: object) =>
      perform(world, clock, { service: 'parcel', operation, input, caller, region, within: true });
    const answer = await ask('ReceiveParcels', { QueueArn: queue.arn, MaxParcels: 1 });
    taken.push(...(answer as { Parcels: { Body: string }[] }).Parcels.map(({ Body }) => Body));
    for (const Body of taken) await ask('SendParcel', { QueueArn: forwarder.target, Body });
    forwarder.lastResult = 'OK';
  } catch (error) {
    if (!(error instanceof Fault || error instanceof ConnectionReset)) throw error;
    queue.parcels.unshift(...taken);
    forwarder.lastResult = `PROBLEM: ${error.message}`;
  }
}
