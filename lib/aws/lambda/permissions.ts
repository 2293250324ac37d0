import type { Permissions, WritePermission } from '../permission';
import { lambdaFunction } from './things';

/** A mapping has no ARN when it is made: it is limited by the function that it feeds. */
const mapping = {
  on: '*',
  group: 'Mappings',
  condition: { ArnLike: { 'lambda:FunctionArn': lambdaFunction } },
} as const satisfies Omit<WritePermission, 'action'>;

export const permissions = {
  reads: [
    { action: 'lambda:ListFunctions', on: '*', group: 'Lists' },
    { action: 'lambda:GetFunctionConfiguration', on: lambdaFunction, group: 'Functions' },
    { action: 'lambda:ListEventSourceMappings', on: '*', group: 'Lists' },
  ],
  writes: [
    { action: 'lambda:CreateEventSourceMapping', ...mapping },
    { action: 'lambda:UpdateEventSourceMapping', ...mapping },
    { action: 'lambda:DeleteEventSourceMapping', ...mapping },
  ],
  never: { code: ['lambda:GetFunction', 'lambda:InvokeFunction'] },
  context: { 'lambda:FunctionArn': lambdaFunction },
} as const satisfies Permissions;
