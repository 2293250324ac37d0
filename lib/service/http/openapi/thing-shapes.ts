import { z } from 'zod';
import type { ListedThing } from '@/lib/wiring/inventory';
import type { KeyGrant } from '@/lib/wiring/resource/key-grant';
import type { RegisteredConsumer, Stream } from '@/lib/wiring/resource/kinesis';
import type { Key } from '@/lib/wiring/resource/kms';
import type { LambdaFunction, Mapping } from '@/lib/wiring/resource/lambda';
import { type MappingSettings, settingsShape } from '@/lib/wiring/setting/settings';
import { read, time } from './basic-shapes';

/** A thing of any resource, as a list shows it. */
export const listedThing: z.ZodType<ListedThing> = z.looseObject({
  is: z.string().describe('Which resource it is: its other fields are that resource’s.'),
  arn: z.string(),
  accountId: z.string(),
  region: z.string(),
  connectionId: z.string(),
});

export const settings: z.ZodType<MappingSettings> = z.object(settingsShape.shape);

const sourceSummary = z.object({
  openShards: z.int(),
  retentionHours: z.int(),
  consumers: z.int(),
  encryption: z.union([z.object({ type: z.literal('NONE') }), z.object({ type: z.literal('KMS'), keyId: z.string() })]),
});

const registeredConsumer: z.ZodType<RegisteredConsumer> = z.object({
  is: z.literal('kinesis-consumer'),
  arn: z.string(),
  name: z.string(),
  status: z.string(),
  createdAt: time.nullable(),
  policy: read(z.string()),
});

const keyGrant: z.ZodType<KeyGrant> = z.object({
  id: z.string(),
  name: z.string().nullable(),
  granteePrincipal: z.string(),
  operations: z.array(z.string()),
  encryptionContext: z.record(z.string(), z.string()),
});

export const streamKey: z.ZodType<Key> = z.object({
  is: z.literal('kms-key'),
  arn: z.string(),
  manager: z.string(),
  state: z.string(),
  deletionDate: time.nullable(),
  policy: read(z.string()),
  grants: read(z.array(keyGrant)),
});

export const source: z.ZodType<Stream> = z.object({
  is: z.literal('kinesis-stream'),
  kind: z.literal('kinesis'),
  arn: z.string(),
  name: z.string(),
  accountId: z.string(),
  region: z.string(),
  connectionId: z.string(),
  status: z.string(),
  mode: z.string(),
  createdAt: time.nullable(),
  summary: read(sourceSummary),
  policy: read(z.string()),
  consumers: read(z.array(registeredConsumer)),
  key: read(streamKey),
});

export const lambdaFunction = z.object({
  is: z.literal('lambda-function'),
  arn: z.string(),
  name: z.string(),
  accountId: z.string(),
  region: z.string(),
  connectionId: z.string(),
  roleArn: z.string(),
  runtime: z.string().nullable(),
  timeoutSeconds: z.number().nullable(),
  logGroup: z.string(),
  lastModified: z.string().nullable(),
}) satisfies z.ZodType<LambdaFunction>;

export const mapping: z.ZodType<Mapping> = z.object({
  is: z.literal('event-source-mapping'),
  uuid: z.string(),
  arn: z.string(),
  region: z.string(),
  accountId: z.string(),
  connectionId: z.string(),
  sourceArn: z.string(),
  functionArn: z.string(),
  state: z.string(),
  stateTransitionReason: z.string().nullable(),
  lastProcessingResult: z.string().nullable(),
  lastModified: z.string().nullable(),
  settings,
});

export const roleEvidence = z.object({
  is: z.literal('iam-role'),
  arn: z.string(),
  role: read(
    z.object({
      uniqueId: z.string(),
      createdAt: z.string(),
      trustPolicy: z.string(),
      boundaryArn: z.string().nullable(),
      tags: z.record(z.string(), z.string()).optional(),
    }),
  ),
  attached: read(z.array(z.object({ name: z.string(), arn: z.string().nullable(), document: read(z.string()) }))),
  inline: read(z.array(z.object({ name: z.string(), arn: z.string().nullable(), document: read(z.string()) }))),
  boundary: read(z.string()),
});
