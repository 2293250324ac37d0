import { roleName } from '@/lib/wiring/resource/iam-arn';
import type { LambdaFunction, Mapping } from '@/lib/wiring/resource/lambda';
import type { Drawing } from './drawing';
import { FunctionLine } from './lambda/function-line';

const lambdaFunction: Drawing<LambdaFunction> = {
  icon: {
    title: 'function',
    paths: ['M4 3h1.600c.7 0 1 .3 1.200.9L10.500 13c.1.400.400.5.8.5h.9', 'M7.500 7.200 4 13.500'],
  },
  listed: {
    name: 'board.list.functions',
    reading: 'wizard.listing.functions',
    none: 'board.withoutFunctions',
    unwired: 'board.unwiredFunctions',
  },
  asked: 'lambda-function',
  label: 'board.fact.function',
  unseen: 'board.reader.unseen',
  found: ({ roleArn, runtime }) => [roleArn, runtime],
  shortFact: ({ runtime }) => runtime,
  remark: ({ runtime, roleArn }) => [runtime, roleName(roleArn)].filter(Boolean).join(' · '),
  Line: FunctionLine,
};

const mapping: Drawing<Mapping> = {
  listed: { name: 'board.list.mappings' },
  says: ({ state, stateTransitionReason, lastProcessingResult }) => ({
    state,
    reason: stateTransitionReason,
    result: lastProcessingResult,
    resultName: 'LastProcessingResult',
  }),
  pulse: {
    name: 'board.fact.mapping',
    none: 'board.noMapping',
    lacking: 'wire.no-mapping',
    planned: 'wizard.so-far.mapping',
  },
};

export const drawings = { 'lambda-function': lambdaFunction, 'event-source-mapping': mapping };
