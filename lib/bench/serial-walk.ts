import { awsServices } from '@/lib/aws/aws-services';
import { listStreams, readPolicy, readSummary } from '@/lib/aws/kinesis/read';
import { listFunctions, listMappings } from '@/lib/aws/lambda/read';
import { openSession } from '@/lib/aws/session/open-session';
import type { InventoryPlace } from '@/lib/service/inventory/inventory-cache';
import type { Read } from '@/lib/wiring/read';

/** The calls of an inventory as a plain script makes them: each list to its end, then stream after stream. */
export async function serialWalk(places: readonly InventoryPlace[]): Promise<void> {
  const arns: string[] = [];
  for (const { connection, region } of places) {
    const session = openSession(connection, region, 'read', awsServices);
    for await (const page of listStreams(session)) arns.push(...expectKnown(page).map(({ arn }) => arn));
    for await (const page of listFunctions(session)) expectKnown(page);
    for await (const page of listMappings(session)) expectKnown(page);
  }
  const [producer] = places;
  if (!producer) return;
  const session = openSession(producer.connection, producer.region, 'read', awsServices);
  for (const arn of arns) {
    expectKnown(await readSummary(session, arn));
    const policy = await readPolicy(session, arn);
    if (policy.state !== 'absent') expectKnown(policy);
  }
}

function expectKnown<T>(read: Read<T>): T {
  if (read.state !== 'known') throw new Error(`a call of the walk was not answered: ${JSON.stringify(read)}`);
  return read.value;
}
