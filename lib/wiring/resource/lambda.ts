import type { MappingSettings } from '../setting/settings';
import { functionName, unqualified, withoutLatest } from './lambda-arn';
import type { Listing, Pulse, Resource } from './resource';

export type LambdaFunction = {
  is: 'lambda-function';
  arn: string;
  name: string;
  accountId: string;
  region: string;
  connectionId: string;
  roleArn: string;
  runtime: string | null;
  timeoutSeconds: number | null;
  logGroup: string;
  lastModified: string | null;
  /** As AWS says it: Pending, Active, Inactive, Failed. Lists leave it out; `null` where AWS says none. */
  state?: string | null;
  stateReason?: string | null;
};

/** An event source mapping. `state`, `lastProcessingResult` and `stateTransitionReason` are AWS's words. */
export type Mapping = {
  is: 'event-source-mapping';
  uuid: string;
  arn: string;
  region: string;
  accountId: string;
  connectionId: string;
  sourceArn: string;
  functionArn: string;
  state: string;
  stateTransitionReason: string | null;
  lastProcessingResult: string | null;
  lastModified: string | null;
  settings: MappingSettings;
};

const changing = ['Creating', 'Enabling', 'Updating', 'Disabling', 'Deleting'];

function pulse(mapping: Mapping): Pulse {
  const { state, lastProcessingResult } = mapping;
  return { ...phaseOf(mapping), said: { state, lastProcessingResult: lastProcessingResult ?? '' } };
}

/**
 * What a mapping says of itself. `State` is a free string and stays `Enabled` when the function, the source or a right
 * is gone; `LastProcessingResult` is read by its beginning (domain: metrics §3).
 */
function phaseOf({ state, lastProcessingResult: result }: Mapping): Pulse {
  if (changing.includes(state)) return { phase: 'changing', code: 'changing', values: { state } };
  if (state === 'Disabled') return { phase: 'paused', code: 'paused' };
  if (state !== 'Enabled') return { phase: 'unknown', code: 'unknown-state', values: { state } };
  if (result?.startsWith('PROBLEM: Function call failed')) {
    return { phase: 'running', result: 'failing', code: 'function-failing' };
  }
  if (result?.startsWith('PROBLEM')) return { phase: 'running', result: 'problem', code: 'problem' };
  if (result === 'OK') return { phase: 'running', result: 'flowing', code: 'flowing' };
  if (result === 'No records processed') return { phase: 'running', result: 'idle', code: 'idle' };
  return { phase: 'running', result: 'unknown', code: 'unknown-result' };
}

const lambdaFunction: Resource<LambdaFunction, Listing> = {
  arn: { service: 'lambda', resource: /^function:[\w-]+(:[\w$-]+)?$/ },
  name: functionName,
  given: withoutLatest,
  stable: unqualified,
  nameless: ({ partition, region, accountId }) => `arn:${partition}:lambda:${region}:${accountId}:function:-`,
  documents: {},
  gone: () => ({ code: 'function-gone' }),
  endGone: 'function-gone',
  logGroup: (thing, arn) => thing?.logGroup ?? `/aws/lambda/${functionName(arn)}`,
  problems: { absent: 'function-gone', refused: 'function-refused', failed: 'function-unread' },
  listing: { in: 'functions', name: 'functions' },
};

const mapping: Resource<Mapping, Listing> = {
  arn: { service: 'lambda', resource: /^event-source-mapping:[\w-]+$/ },
  name: (arn) => arn.split(':').at(-1) ?? arn,
  stable: (arn) => arn,
  nameless: ({ partition, region, accountId }) =>
    `arn:${partition}:lambda:${region}:${accountId}:event-source-mapping:-`,
  documents: {},
  gone: () => ({ code: 'mapping-to-come' }),
  listing: { in: 'mappings', name: 'mappings' },
  pulse,
};

export const resources = { 'lambda-function': lambdaFunction, 'event-source-mapping': mapping };
