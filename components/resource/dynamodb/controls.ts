import { TableEncryption } from './table-encryption';
import { ViewTypeChoice } from './view-type-choice';

export const controls = { viewType: ViewTypeChoice };

export const chosen = { 'dynamodb-table': { Notice: TableEncryption } };
