import type {
  CancellationReason,
  TransactWriteItem,
  TransactWriteItemsInput,
  TransactWriteItemsOutput,
} from '@aws-sdk/client-dynamodb';
import { type Ask, type Call, Fault, type Operation } from '../service';
import { dynamoState } from './dynamodb-state';
import { invalid } from './invalid';
import { askOnTable } from './table-reference';
import { areOfOneItem, refusalOf, type Write, writeAll } from './write-item';
import { checkOf, deleteOf, putOf, updateOf } from './write-request';

const MOST_WRITES = 100;
const TOKEN_LIFE = 600_000;

/** All of it or nothing. */
export const transactWriteItems: Operation<TransactWriteItemsInput, TransactWriteItemsOutput> = {
  asks: (input, call) => (input.TransactItems ?? []).flatMap((item) => asksOf(item, call)),
  run: (input, call) => {
    const items = input.TransactItems ?? [];
    if (items.length === 0 || items.length > MOST_WRITES) {
      throw invalid(`Member must have length between 1 and ${MOST_WRITES} at 'transactItems'`);
    }
    if (isRepeated(input, call)) return {};
    const writes = items.map((item) => writeOf(item, call));
    if (areOfOneItem(writes)) {
      throw invalid('Transaction request cannot include multiple operations on one item');
    }
    const refusals = writes.map(refusalOf);
    if (refusals.some((refusal) => refusal !== null)) throw cancelled(refusals);
    writeAll(writes, call);
    remember(input, call);
    return {};
  },
};

/** Whether the same client has had the same done in the last ten minutes: most clients send a token by themselves. */
function isRepeated(input: TransactWriteItemsInput, { world, accountId, region, clock }: Call): boolean {
  const done = dynamoState(world, accountId, region).transactions.get(input.ClientRequestToken ?? '');
  if (!done || clock.now() - done.at > TOKEN_LIFE) return false;
  if (done.asked === textOf(input)) return true;
  throw new Fault(
    'IdempotentParameterMismatchException',
    'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.',
  );
}

function remember(input: TransactWriteItemsInput, { world, accountId, region, clock }: Call): void {
  const { transactions } = dynamoState(world, accountId, region);
  const at = clock.now();
  for (const [token, done] of transactions) if (at - done.at > TOKEN_LIFE) transactions.delete(token);
  if (input.ClientRequestToken) transactions.set(input.ClientRequestToken, { at, asked: textOf(input) });
}

function textOf({ TransactItems }: TransactWriteItemsInput): string {
  return JSON.stringify(TransactItems);
}

function asksOf({ Put, Update, Delete, ConditionCheck }: TransactWriteItem, call: Call): Ask[] {
  const asked = Object.entries({
    PutItem: Put,
    UpdateItem: Update,
    DeleteItem: Delete,
    ConditionCheckItem: ConditionCheck,
  });
  return asked.flatMap(([action, request]) => (request ? [askOnTable(action, request, call)] : []));
}

function writeOf({ Put, Update, Delete, ConditionCheck }: TransactWriteItem, call: Call): Write {
  if ([Put, Update, Delete, ConditionCheck].filter((request) => request !== undefined).length === 1) {
    if (Put) return putOf(Put, call);
    if (Update) return updateOf(Update, call);
    if (Delete) return deleteOf(Delete, call);
    if (ConditionCheck) return checkOf(ConditionCheck, call);
  }
  throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
}

function cancelled(refusals: readonly (Fault | null)[]): Fault {
  const reasons = refusals.map(
    (refusal): CancellationReason =>
      refusal ? { Code: 'ConditionalCheckFailed', Message: refusal.message, ...refusal.fields } : { Code: 'None' },
  );
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new Fault('TransactionCanceledException', message, 400, { CancellationReasons: reasons });
}
