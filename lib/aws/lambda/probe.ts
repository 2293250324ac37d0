import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { functionRole, role } from '../iam/things';
import type { Found, ProbesOf } from '../probe';
import { required } from '../session/reading';
import type { Session } from '../session/session';
import type { permissions } from './permissions';
import { lambdaFunction } from './things';

const lambda = (session: Session) => session.client(LambdaClient);

export const probes: ProbesOf<typeof permissions> = {
  'lambda:ListFunctions': {
    finds: [lambdaFunction, role, functionRole],
    async call(session): Promise<Found> {
      const { Functions } = await lambda(session).send(new ListFunctionsCommand({ MaxItems: 50 }));
      const { FunctionArn, Role } = required(Functions, 'Functions')[0] ?? {};
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
      return required(answer.EventSourceMappings, 'EventSourceMappings');
    },
  },
  'lambda:GetFunctionConfiguration': {
    on: lambdaFunction,
    call: (session, FunctionName) => lambda(session).send(new GetFunctionConfigurationCommand({ FunctionName })),
  },
};
