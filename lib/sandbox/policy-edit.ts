import { administratorOf } from './accounts';
import { enforce } from './enforce';
import type { FaultTarget } from './fault-match';
import { type Call, Fault, type PolicyOperations } from './service';

type Statement = Record<string, unknown> & { Sid?: string };
type Document = { Version?: string; Statement?: Statement | Statement[] };

/**
 * Another administrator of the resource's account edits the policy that was just read, by the account's own
 * operations, and leaves it laid out in their own way.
 * @returns the operation that did it, `null` where there was nothing to remove or AWS would not take the edit
 */
export async function editPolicy(read: FaultTarget, edit: 'add' | 'remove'): Promise<string | null> {
  const operations = read.service.policies?.find((one) => one.read === read.operation);
  if (!operations) return null;
  const { put, remove } = operations;
  const document = await documentOf(read, operations);
  const before = [document.Statement ?? []].flat();
  const after = edit === 'add' ? [...before, addition(before, read, operations)] : before.slice(0, -1);
  const operation = after.length === 0 ? remove : put;
  if (after.length === before.length || operation === null) return null;
  const Policy = JSON.stringify({ ...document, Version: document.Version ?? '2012-10-17', Statement: after }, null, 3);
  try {
    await asOwner(read, operation, after.length === 0 ? {} : { Policy });
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
  return operation;
}

async function documentOf(read: FaultTarget, { absent }: PolicyOperations): Promise<Document> {
  try {
    return JSON.parse(String((await asOwner(read, read.operation)).Policy ?? '{}')) as Document;
  } catch (error) {
    if (error instanceof Fault && error.code === absent) return {};
    throw error;
  }
}

/** An operation on the same resource by the administrator of the account that owns it. */
async function asOwner(read: FaultTarget, name: string, more: object = {}): Promise<Record<string, unknown>> {
  const { service, call, asks } = read;
  const operation = service.operations[name];
  if (!operation) throw new Error(`${service.name} has no ${name}`);
  const caller = administratorOf(call.world, asks[0]?.resourceAccount ?? call.accountId);
  const own: Call = { ...call, caller, accountId: caller.accountId };
  const input = { ...(read.input as object), ...more };
  enforce(service, operation.asks(input, own), own);
  return operation.run(input, own);
}

/** What a colleague might grant: the account itself may look at the resource. */
function addition(statements: readonly Statement[], read: FaultTarget, { grant }: PolicyOperations): Statement {
  const [ask] = read.asks;
  const taken = new Set(statements.map(({ Sid }) => Sid));
  let number = 1;
  while (taken.has(`AddedMeanwhile${number}`)) number += 1;
  return {
    Sid: `AddedMeanwhile${number}`,
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ask?.resourceAccount ?? read.call.accountId}:root` },
    ...grant(ask?.resource ?? '*'),
  };
}
