import type { LambdaFunction, Source, Wire, WireStatus } from '@/lib/wiring/inventory';

const at = '2026-02-09T05:02:00Z';

/** A stream of the producer, of which only the list is known. */
export function aSource(name: string): Source {
  return {
    kind: 'kinesis',
    arn: `arn:aws:kinesis:us-east-1:999900009999:stream/${name}`,
    name,
    accountId: '999900009999',
    region: 'us-east-1',
    connectionId: 'p',
    status: 'ACTIVE',
    mode: 'ON_DEMAND',
    createdAt: null,
    summary: { state: 'pending' },
    policy: { state: 'absent', at },
    consumers: { state: 'pending' },
    key: { state: 'pending' },
  };
}

/** A function of the consumer. */
export function aReader(name: string): LambdaFunction {
  return {
    arn: `arn:aws:lambda:us-east-1:888800008888:function:${name}`,
    name,
    accountId: '888800008888',
    region: 'us-east-1',
    connectionId: 'c',
    roleArn: 'arn:aws:iam::888800008888:role/r',
    runtime: null,
    timeoutSeconds: null,
    logGroup: '',
    lastModified: null,
  };
}

/** A wire from the stream to the function of these names. */
export function aWire(from: string, to: string, status: WireStatus = 'flowing'): Wire {
  return {
    id: `${from}-${to}`,
    kind: 'kinesis',
    region: 'us-east-1',
    sourceArn: aSource(from).arn,
    consumerName: null,
    readerArn: aReader(to).arn,
    functionArn: aReader(to).arn,
    roleArn: null,
    producer: { accountId: '999900009999', connectionId: 'p' },
    consumer: { accountId: '888800008888', connectionId: 'c' },
    mapping: null,
    shape: 'whole',
    status,
    because: { key: 'status.flowing' },
    since: null,
  };
}
