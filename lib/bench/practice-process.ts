import { hubCredentials } from '@/lib/sandbox/accounts';
import { systemClock } from '@/lib/sandbox/clock';
import { handle } from '@/lib/sandbox/handle';
import { lambdaState } from '@/lib/sandbox/lambda/lambda-state';
import { builderFor, CONSUMER, VIRGINIA } from '@/lib/sandbox/landscape/builder';
import type { WireAnswer } from '@/lib/sandbox/protocol/wire';
import { multiplyLimits, switchLimits } from '@/lib/sandbox/rate-limit';
import { openEndpoint } from '@/lib/sandbox/server';
import { emptyWorld, type World } from '@/lib/sandbox/world';
import { madeWorld } from './made-world';
import type { Answer, Order } from './practice-client';

/** Practice accounts of any size in a process of their own: nothing in them runs by itself, they only answer. */
async function serve(): Promise<void> {
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
      multiplyLimits(world, order.make.times);
    }
    if (order.talk) await letTalk(world, order.talk);
    const answer: Answer = {
      endpoint: `http://127.0.0.1:${endpoint.port}`,
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

/** A line a second from each of so many functions, for as long as the process lives. */
async function letTalk(world: World, functions: number): Promise<void> {
  const build = builderFor(world, systemClock(0));
  const names = [...lambdaState(world, CONSUMER, VIRGINIA).functions.keys()].slice(0, functions);
  const logs = (operation: string, name: string, input: object) =>
    build(0, { account: CONSUMER, region: VIRGINIA }, 'logs', operation, {
      logGroupName: `/aws/lambda/${name}`,
      ...input,
    });
  const logStreamName = 'bench';
  switchLimits(world, false);
  for (const name of names) {
    await logs('CreateLogGroup', name, {});
    await logs('CreateLogStream', name, { logStreamName });
  }
  switchLimits(world, true);
  const talk = async () => {
    const logEvents = [
      { timestamp: Date.now(), message: `{"level":"info","message":"took a batch of ${Date.now() % 100}"}` },
    ];
    for (const name of names) await logs('PutLogEvents', name, { logStreamName, logEvents });
  };
  setInterval(() => void talk(), 1000).unref();
}

function told({ headers, body }: WireAnswer): string {
  const text = body instanceof Uint8Array ? Buffer.from(body).toString() : String(body);
  return `${JSON.stringify(headers)} ${text}`;
}

await serve();
