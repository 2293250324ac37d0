import type {
  FinalizeRequestMiddleware,
  HandlerExecutionContext,
  InitializeHandler,
  MetadataBearer,
  MiddlewareStack,
} from '@smithy/types';
import type { AwsServices } from '../service';
import { bucketOf } from './rate-limit';
import { isExpiry, isThrottling } from './refusal';
import { currentUrgency } from './urgency';
import { permitted } from './write-permit';

/** One call, its retries included, takes no longer; a page says so instead of hanging. */
const deadlineMilliseconds = 20_000;

/** AWS did not answer in time. */
class CallTimedOut extends Error {
  constructor(command: string) {
    super(`${command}: no answer within ${deadlineMilliseconds / 1000} seconds.`);
    this.name = 'TimeoutError';
  }
}

type Guard = { service: string; accountId: string; region: string; services?: AwsServices; expired: () => void };

// The stack's type is that of one client; every client's is accepted, because the guard looks at no input.
type AnyClient = {
  middlewareStack: Pick<MiddlewareStack<object, MetadataBearer>, 'add' | 'addRelativeTo'>;
};

/** Contexts of calls that nobody waits for any more. */
const givenUp = new WeakSet<object>();

/** Puts the rate limiter, the deadline and the renewal of expired credentials around every call of a client. */
export function guarded(client: unknown, guard: Guard): void {
  const { middlewareStack } = client as AnyClient;
  const bucketFor = (command: string) =>
    bucketOf(guard.accountId, guard.region, guard.service, command, guard.services);
  middlewareStack.add(
    (next, context) => async (args) => {
      const command = commandOf(context);
      await bucketFor(command)?.take(currentUrgency());
      const call = () => withinDeadline(command, context, () => next(args));
      try {
        return await call();
      } catch (error) {
        if (!isExpiry(error)) throw error;
        guard.expired();
        return call();
      }
    },
    { step: 'initialize', name: 'tributaryGuard', priority: 'high' },
  );
  // Behind the SDK's retries, so that each of them waits for a token, too, and each throttling is heard of at once.
  const tried = new WeakSet<object>();
  const attempt: FinalizeRequestMiddleware<object, MetadataBearer> = (next, context) => async (args) => {
    const command = commandOf(context);
    const bucket = bucketFor(command);
    if (tried.has(context)) await bucket?.take(currentUrgency(), true);
    tried.add(context);
    // What was given up may be done again by now: an attempt of the first time must not come after that.
    if (givenUp.has(context)) throw new CallTimedOut(command);
    await permitted(command);
    const askedAt = Date.now();
    try {
      const answer = await next(args);
      bucket?.taken();
      return answer;
    } catch (error) {
      if (isThrottling(error)) bucket?.giveWay(askedAt);
      throw error;
    }
  };
  middlewareStack.addRelativeTo(attempt, {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'tributaryAttempt',
  });
}

function commandOf(context: HandlerExecutionContext): string {
  return String(context.commandName ?? '').replace(/Command$/, '');
}

type Answer = ReturnType<InitializeHandler<object, MetadataBearer>>;

async function withinDeadline(command: string, context: object, call: () => Answer): Answer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      givenUp.add(context);
      reject(new CallTimedOut(command));
    }, deadlineMilliseconds);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}
