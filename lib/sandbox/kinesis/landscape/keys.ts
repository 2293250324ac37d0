import { CONSUMER, PRODUCER, VIRGINIA } from '../../landscape/builder';
import type { Build } from '../../landscape/landscape';
import { streamArnIn } from './stream-arn';

/** ARNs of the producer's customer managed keys by alias, without `alias/`. */
export type Keys = ReadonlyMap<KeyAlias, string>;

const PLACE = { account: PRODUCER, region: VIRGINIA };

const keys = [
  { alias: 'kds-cross-account-stream', description: 'Encrypts kds-cross-account-stream.', daysAgo: 34 },
  { alias: 'billing-events', description: 'Invoices and dunning.', daysAgo: 230 },
  { alias: 'customer-data', description: 'Personal data of customers.', daysAgo: 390 },
  { alias: 'subscriptions', description: 'Subscription events.', daysAgo: 155 },
  { alias: 'support', description: 'Support desk.', daysAgo: 205 },
  { alias: 'quotes', description: 'Price quotes, until they moved.', daysAgo: 175 },
  { alias: 'quotes-2026', description: 'Price quotes.', daysAgo: 5 },
] as const;

export type KeyAlias = (typeof keys)[number]['alias'];

const OWNER = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${PRODUCER}:root` },
  Action: 'kms:*',
  Resource: '*',
};

export async function makeKeys(build: Build): Promise<Keys> {
  const arns = new Map<KeyAlias, string>();
  for (const { alias, description, daysAgo } of keys) {
    const input = { Description: description, Policy: document(OWNER) };
    const made = (await build(daysAgo, PLACE, 'kms', 'CreateKey', input)) as { KeyMetadata: { Arn: string } };
    const TargetKeyId = made.KeyMetadata.Arn;
    await build(daysAgo, PLACE, 'kms', 'CreateAlias', { AliasName: `alias/${alias}`, TargetKeyId });
    arns.set(alias, TargetKeyId);
  }
  return arns;
}

/** `role` with its path, without leading slash. */
type KeyGrant = { alias: KeyAlias; stream: string; sid: string; role: string; daysAgo: number };

const grants: readonly KeyGrant[] = [
  {
    alias: 'billing-events',
    stream: 'billing-events',
    sid: 'InvoiceBuilder',
    role: 'payments/invoice-builder-exec',
    daysAgo: 219,
  },
  {
    alias: 'customer-data',
    stream: 'customer-changes',
    sid: 'CrmSync',
    role: 'service-role/crm-sync-role-j5t2n8we',
    daysAgo: 278,
  },
  { alias: 'subscriptions', stream: 'subscriptions', sid: 'Churn', role: 'science/churn-model-exec', daysAgo: 138 },
  {
    alias: 'support',
    stream: 'support-tickets',
    sid: 'TicketRouter',
    role: 'service-role/ticket-router-role-s1d6y0kb',
    daysAgo: 198,
  },
  {
    alias: 'quotes',
    stream: 'price-quotes',
    sid: 'QuoteCache',
    role: 'service-role/quote-cache-role-u9m4c3xz',
    daysAgo: 168,
  },
];

/** Lets the readers of encrypted streams use their keys, through Kinesis and for their own stream only. */
export async function shareKeys(build: Build, made: Keys): Promise<void> {
  for (const { alias, stream, sid, role, daysAgo } of grants) {
    const reader = {
      Sid: sid,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${CONSUMER}:role/${role}` },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:ViaService': `kinesis.${VIRGINIA}.amazonaws.com`,
          'kms:EncryptionContext:aws:kinesis:arn': streamArnIn(VIRGINIA, stream),
        },
      },
    };
    await putKeyPolicy(build, daysAgo, keyArn(made, alias), document(OWNER, reader));
  }
}

/** Leaves a key to its own account alone. */
export async function closeKey(build: Build, daysAgo: number, made: Keys, alias: KeyAlias): Promise<void> {
  await putKeyPolicy(build, daysAgo, keyArn(made, alias), document(OWNER));
}

export async function disableKey(build: Build, daysAgo: number, made: Keys, alias: KeyAlias): Promise<void> {
  await build(daysAgo, PLACE, 'kms', 'DisableKey', { KeyId: keyArn(made, alias) });
}

export function keyArn(made: Keys, alias: KeyAlias): string {
  const arn = made.get(alias);
  if (arn === undefined) throw new Error(`there is no key ${alias}`);
  return arn;
}

async function putKeyPolicy(build: Build, daysAgo: number, KeyId: string, Policy: string): Promise<void> {
  await build(daysAgo, PLACE, 'kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy });
}

function document(...Statement: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'key-policy', Statement }, null, 2);
}
