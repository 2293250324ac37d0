import { dynamodb } from './dynamodb';
import type { Kind } from './kind';
import { kinesis } from './kinesis';
import { kinesisFanout } from './kinesis-fanout';

export const kinds: readonly Kind[] = [kinesis, kinesisFanout, dynamodb];
