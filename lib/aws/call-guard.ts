import type { InitializeHandler, MetadataBearer, MiddlewareStack } from '@smithy/types';
import { bucketOf, isInBackground } from './rate-limit';
import { isExpiry, isThrottling } from './refusal';

/** One call, its retries included, takes no longer; a page says so instead of hanging. */
const deadlineMilliseconds = 20_000;

/** AWS did not answer in time. */
class CallTimedOut extends Error {
  constructor(command: string) {
    super(`${command}: no answer within ${deadlineMilliseconds / 1000} seconds.`);
    this.name = 'TimeoutError';
  }
}

type Guard = { service: string; accountId: string; region: string; expired: () => void };

// The stack's type is that of one client; every client's is accepted, because the guard looks at no input.
type AnyClient = {
  middlewareStack: Pick<MiddlewareStack<object, MetadataBearer>, 'add'>;
};

/** Puts the rate limiter, the deadline and the renewal of expired credentials around every call of a client. */
export function guarded(client: unknown, guard: Guard): void {
  (client as AnyClient).middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context.commandName ?? '').replace(/Command$/, '');
      const bucket = bucketOf(guard.accountId, guard.region, guard.service, command);
      await bucket?.take(isInBackground());
      const call = () => withinDeadline(command, () => next(args));
      try {
        return await call();
      } catch (error) {
        if (isThrottling(error)) bucket?.drain();
        if (!isExpiry(error)) throw error;
        guard.expired();
        return call();
      }
    },
    { step: 'initialize', name: 'tributaryGuard', priority: 'high' },
  );
}

type Answer = ReturnType<InitializeHandler<object, MetadataBearer>>;

async function withinDeadline(command: string, call: () => Answer): Answer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CallTimedOut(command)), deadlineMilliseconds);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}
