import { hubCredentials, practiceRegion } from '@/lib/sandbox/accounts';
import { systemClock } from '@/lib/sandbox/clock';
import { handle } from '@/lib/sandbox/handle';
import type { WireAnswer } from '@/lib/sandbox/protocol/wire';
import { hastenLimits, switchLimits } from '@/lib/sandbox/rate-limit';
import { openEndpoint } from '@/lib/sandbox/server';
import { emptyWorld, type World } from '@/lib/sandbox/world';
import { madeWorld } from './made-world';
import type { Answer, Order } from './practice-client';

/** Practice accounts of any size in a process of their own: nothing in them runs by itself, they only answer. */
export async function main(): Promise<void> {
  const clock = systemClock(1);
  let world: World = emptyWorld();
  let calls: Record<string, number> = {};
  const count = (name: string) => {
    calls[name] = (calls[name] ?? 0) + 1;
  };
  const endpoint = await openEndpoint(0, async (request) => {
    const answer = await handle(world, clock, request, async (operation) => count(operation));
    if (answer.status >= 400)
      count(/LimitExceeded|TooManyRequests|Throttling/.test(told(answer)) ? 'throttled' : 'refused');
    return answer;
  });
  const obey = async (order: Order): Promise<Answer> => {
    if (order.make) {
      world = await madeWorld(order.make);
      switchLimits(world, true);
      hastenLimits(world, order.make.times);
    }
    const answer: Answer = {
      endpoint: `http://127.0.0.1:${endpoint.port}`,
      region: practiceRegion,
      hub: hubCredentials,
      calls,
    };
    calls = {};
    return answer;
  };
  process.on('message', (order: Order) => void obey(order).then((answer) => process.send?.(answer)));
  await new Promise<void>((resolve) => process.once('disconnect', resolve));
  await endpoint.close();
}

function told({ headers, body }: WireAnswer): string {
  const text = body instanceof Uint8Array ? Buffer.from(body).toString() : String(body);
  return `${JSON.stringify(headers)} ${text}`;
}
