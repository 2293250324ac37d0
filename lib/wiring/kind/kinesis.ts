import { arnOf } from '../arn';
import type { Message } from '../message';
import { streamName } from '../resource/kinesis-arn';
import { functionName } from '../resource/lambda-arn';
import { readOf, type View } from '../view';
import { mappingPart, mappingStep } from './event-source-mapping';
import { grantedReaders, streamRead } from './granted-readers';
import type { Kind, Making } from './kind';
import { functionActive, logActions, logNeeds, readerKept, readerParts, sameRegion, trustNeed } from './lambda-reader';
import { joinedBy, mappedSources } from './mapped-sources';
import { readableEncryption, sourceActive, streamActions, streamFacts, streamNeeds, streamPart } from './stream';
import { keyNeeds, keyParts, keysUnread } from './stream-key';

/** `AWSLambdaKinesisExecutionRole`, version 2 (domain: wirings K1 (b); AWS: managed policy reference). */
function managedPolicy(view: View) {
  const { partition } = arnOf(view.arn('role'));
  return {
    arn: `arn:${partition}:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole`,
    actions: [...streamActions, 'kinesis:ListStreams', 'kinesis:SubscribeToShard', ...logActions],
  };
}

/** The mapping that stays, where one is there and is not made anew. */
export function keptMapping(view: View, changes: readonly Making[]): Message[] {
  const mapping = view.evidence.parts.mapping;
  const replaced = changes.some(({ call }) => call.call === 'lambda:DeleteEventSourceMapping');
  if (mapping?.state !== 'known' || replaced) return [];
  const uuid = mapping.value.arn.split(':').at(-1) ?? '';
  return [{ key: 'keeps.mapping', values: { uuid, function: functionName(view.arn('reader')) } }];
}

/** The ends that stay: those that are there, or may be. */
function endsKept(view: View): Message[] {
  const stream = streamName(view.arn('source'));
  const isGone = readOf(view, 'source').state === 'absent';
  return [...(isGone ? [] : [{ key: 'keeps.stream' as const, values: { stream } }]), ...readerKept(view)];
}

const reading = (arn: string) => streamRead(arn, 'stream');
const mapped = mappedSources(reading);

/** K1: Lambda reads a stream of another account with shared throughput. */
export const kinesis: Kind = {
  id: 'kinesis',
  source: 'kinesis-stream',
  reader: 'lambda-function',
  reads: 'source',
  actsFor: 'reader',
  asks: ['roleGrant', 'keyGrant'],
  lists: ['kinesis-stream', 'lambda-function', 'event-source-mapping'],
  find: (index) => [...mapped(index), ...grantedReaders(index)],
  joins: joinedBy(reading),
  parts: (seen) => ({
    source: streamPart(seen),
    ...readerParts(seen),
    ...keyParts(seen),
    mapping: mappingPart(seen, { source: seen.chosen.source }),
  }),
  needs: (view) => [...streamFacts(), trustNeed(view), ...streamNeeds(view), ...logNeeds(view), ...keyNeeds(view)],
  facts: {
    'same-region': sameRegion,
    'source-active': sourceActive,
    'function-active': functionActive,
    'readable-encryption': readableEncryption,
  },
  checks: [
    { need: 'same-region', as: 'same-region' },
    { need: 'source-active', as: 'source-active' },
    { need: 'readable-encryption', as: 'readable-encryption' },
    { need: 'function-active', as: 'function-active' },
    { need: 'consumer:trust-policy:sts:AssumeRole', as: 'trusted-by-lambda' },
  ],
  // Creating a mapping tests the stream at once with the role's rights, so every grant comes first (wirings K1).
  steps: [
    { grant: 'role', slot: 'identity' },
    { grant: 'source', slot: 'resource' },
    { grant: 'key', slot: 'resource' },
    mappingStep('source'),
  ],
  managed: managedPolicy,
  pulse: 'mapping',
  stays: {
    made: keptMapping,
    removed: (view) => [...endsKept(view), ...keysUnread(view)],
  },
};
