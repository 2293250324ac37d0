import { findPlan } from '@/lib/store/plans';
import { listRuns } from '@/lib/store/runs';
import { findWireRow } from '@/lib/store/wires';
import { accountOf, arnOf, consumerName, expectArn, streamArnOf } from '@/lib/wiring/arn';
import type { Connection } from '@/lib/wiring/connection';
import { kindOf } from '@/lib/wiring/kind/kinds';
import { listConnections } from '../connection/list-connections';
import { refusal } from '../http/refuse';
import type { WireToRead } from './gather-evidence';

type Ends = { kind: string; sourceArn: string; consumerName: string | null; readerArn: string };

/** `readerArn` is the function's, or for a grant that nobody reads with, the principal's. */
export type FoundWire = WireToRead & { readerArn: string };

/** A wire by its id: as it was seen last, or as the newest plan for it says. Throws the problem `no-wire`. */
export async function findWire(id: string): Promise<FoundWire> {
  const ends = (await seenEnds(id)) ?? (await plannedEnds(id));
  const kind = ends && kindOf(ends.kind);
  if (!ends || !kind) throw refusal(404, 'no-wire', { id: id.slice(0, 80) });
  const connections = await listConnections();
  const isFunction = expectArn(ends.readerArn, 'lambda-function').ok;
  return {
    kind,
    sourceArn: ends.sourceArn,
    consumerName: ends.consumerName,
    readerArn: ends.readerArn,
    functionArn: isFunction ? ends.readerArn : null,
    roleArn: expectArn(ends.readerArn, 'iam-role').ok ? ends.readerArn : null,
    producer: reaching(connections, ends.sourceArn),
    consumer: reaching(connections, ends.readerArn),
  };
}

async function seenEnds(id: string): Promise<Ends | null> {
  const row = await findWireRow(id);
  return row && { ...row, sourceArn: streamArnOf(row.sourceArn), consumerName: consumerName(row.sourceArn) };
}

async function plannedEnds(id: string): Promise<Ends | null> {
  const [run] = await listRuns({ wireId: id, limit: 1 });
  const plan = run && (await findPlan(run.planId));
  if (!plan) return null;
  const { functionArn, roleArn } = plan.reader;
  const { arn: sourceArn, consumerName = null } = plan.source;
  return { kind: plan.kind, sourceArn, consumerName, readerArn: functionArn || roleArn };
}

/** The connection to an ARN's account; one that may change goes before one that may only read. */
function reaching(connections: readonly Connection[], arn: string): Connection | null {
  const account = accountOf(arn);
  const region = account === null ? '' : arnOf(arn).region;
  const able = connections.filter((one) => one.accountId === account);
  const inRegion = able.filter((one) => region === '' || one.regions.includes(region));
  const candidates = inRegion.length > 0 ? inRegion : able;
  return candidates.find((one) => one.mode === 'may-change') ?? candidates[0] ?? null;
}
