import type { Connection } from '@/lib/wiring/connection';
import type { Place } from '@/lib/wiring/plan/plan';
import type { RunError } from '@/lib/wiring/run';
import type { StepContext } from './run-waits';

type Context = Pick<StepContext, 'connectionOf'>;

/** An account may not be touched any more, as a run's journal says it. */
export class NotPermitted extends Error {
  readonly failure: RunError;

  constructor(failure: RunError) {
    super(failure.message);
    this.name = failure.code;
    this.failure = failure;
  }
}

type Where = Pick<Place, 'connectionId' | 'accountId'>;

/** The connection to an account as it is now. Throws `NotPermitted` once it is removed. */
export async function connectionNow(
  { connectionOf }: Context,
  { connectionId, accountId }: Where,
): Promise<Connection> {
  const connection = await connectionOf(connectionId);
  if (connection === null) throw new NotPermitted(connectionGone(accountId));
  return connection;
}

/** The same, to change something through it. Throws `NotPermitted` where it only reads, too. */
export async function connectionToChange(context: Context, where: Where): Promise<Connection> {
  const connection = await connectionNow(context, where);
  if (connection.mode === 'read-only') throw new NotPermitted(readOnly(connection));
  return connection;
}

function connectionGone(account: string): RunError {
  return {
    code: 'ConnectionGone',
    message: `No connection reaches the account ${account}.`,
    requestId: null,
    cause: { key: 'run.cause.connection-gone', values: { account } },
    fix: { key: 'run.fix.connect' },
  };
}

function readOnly({ name }: Connection): RunError {
  return {
    code: 'ReadOnlyConnection',
    message: `The connection ${name} is read-only.`,
    requestId: null,
    cause: { key: 'run.cause.connection-read-only', values: { name } },
    fix: { key: 'run.fix.may-change', values: { name } },
  };
}
