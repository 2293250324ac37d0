import { DescribeStreamConsumerCommand, KinesisClient, ListStreamConsumersCommand } from '@aws-sdk/client-kinesis';
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, ListGrantsCommand } from '@aws-sdk/client-kms';
import type { Read } from '@/lib/wiring/read';
import { reading } from '../session/reading';
import type { Session } from '../session/session';

/** A read, on what it was tried, and whether it was allowed; what it answered is not kept. */
export type Probed = { action: string; on: string; read: Read<null> };

/** The reads of registered consumers. One of the name that is asked for need not be there. */
export function probeConsumerReads(session: Session, streamArn: string): Promise<Probed[]> {
  const kinesis = session.client(KinesisClient);
  const consumerArn = `${streamArn}/consumer/tributary-check:1`;
  const list = new ListStreamConsumersCommand({ StreamARN: streamArn, MaxResults: 1 });
  const describe = new DescribeStreamConsumerCommand({ ConsumerARN: consumerArn });
  return Promise.all([
    probe(session, 'kinesis:ListStreamConsumers', streamArn, () => kinesis.send(list)),
    probe(session, 'kinesis:DescribeStreamConsumer', consumerArn, () => kinesis.send(describe)),
  ]);
}

/** The reads of a key; `keyId` is a key's ID, ARN or alias. */
export function probeKeyReads(session: Session, keyId: string): Promise<Probed[]> {
  const kms = session.client(KMSClient);
  const key = { KeyId: keyId };
  return Promise.all([
    probe(session, 'kms:DescribeKey', keyId, () => kms.send(new DescribeKeyCommand(key))),
    probe(session, 'kms:GetKeyPolicy', keyId, () => kms.send(new GetKeyPolicyCommand(key))),
    probe(session, 'kms:ListGrants', keyId, () => kms.send(new ListGrantsCommand({ ...key, Limit: 1 }))),
  ]);
}

async function probe(session: Session, action: string, on: string, call: () => Promise<unknown>): Promise<Probed> {
  const read = await reading(session, action, on, async () => {
    await call();
    return null;
  });
  return { action, on, read };
}
