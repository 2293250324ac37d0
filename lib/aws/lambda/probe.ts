import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { functionRole, role } from '../iam/things';
import type { ProbeFinds, ProbesOf } from '../probe';
import { requiredValue } from '../session/reading';
import type { Session } from '../session/session';
import type { permissions } from './permissions';
import { lambdaFunction } from './things';

const lambda = (session: Session) => session.client(LambdaClient);

export const probes: ProbesOf<typeof permissions> = {
  'lambda:ListFunctions': {
    finds: [lambdaFunction, role, functionRole],
    async call(session): Promise<ProbeFinds> {
      const { Functions } = await lambda(session).send(new ListFunctionsCommand({ MaxItems: 50 }));
      const { FunctionArn, Role } = requiredValue(Functions, 'Functions')[0] ?? {};
      // Its own role is the one that the operator's role must not touch.
      const isOther = Role && Role !== session.connection.roleArn;
      return [
        ...(FunctionArn ? [[lambdaFunction, FunctionArn] as const] : []),
        ...(isOther
          ? ([
              [role, Role],
              [functionRole, Role],
            ] as const)
          : []),
      ];
    },
  },
  'lambda:ListEventSourceMappings': {
    async call(session) {
      const answer = await lambda(session).send(new ListEventSourceMappingsCommand({ MaxItems: 100 }));
      return requiredValue(answer.EventSourceMappings, 'EventSourceMappings');
    },
  },
  'lambda:GetFunctionConfiguration': {
    on: lambdaFunction,
    call: (session, FunctionName) => lambda(session).send(new GetFunctionConfigurationCommand({ FunctionName })),
  },
};
