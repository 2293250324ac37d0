import { deleteResourcePolicy, putResourcePolicy } from './change-policy';
import { updateTable } from './change-stream';

export const performers = {
  'dynamodb:UpdateTable': updateTable,
  'dynamodb:PutResourcePolicy': putResourcePolicy,
  'dynamodb:DeleteResourcePolicy': deleteResourcePolicy,
};
