import {
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import type { ProbeFinds, ProbesOf } from '../probe';
import { requiredValue } from '../session/reading';
import type { Session } from '../session/session';
import type { permissions } from './permissions';
import { tableArn } from './read-table';
import { table, tableStream } from './things';

const dynamodb = (session: Session) => session.client(DynamoDBClient);

export const probes: ProbesOf<typeof permissions> = {
  'dynamodb:ListTables': {
    finds: [table],
    async call(session): Promise<ProbeFinds> {
      const { TableNames } = await dynamodb(session).send(new ListTablesCommand({ Limit: 1 }));
      return requiredValue(TableNames, 'TableNames').map((name) => [table, tableArn(session, name)]);
    },
  },
  'dynamodb:DescribeTable': {
    on: table,
    finds: [tableStream],
    async call(session, TableName): Promise<ProbeFinds> {
      const answer = await dynamodb(session).send(new DescribeTableCommand({ TableName }));
      const { LatestStreamArn } = requiredValue(answer.Table, 'Table');
      return LatestStreamArn === undefined ? [] : [[tableStream, LatestStreamArn]];
    },
  },
  'dynamodb:GetResourcePolicy': {
    on: table,
    call: (session, ResourceArn) => dynamodb(session).send(new GetResourcePolicyCommand({ ResourceArn })),
  },
};
