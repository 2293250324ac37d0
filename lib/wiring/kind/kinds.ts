import type { Kind } from './kind';
import { kinesis } from './kinesis';
import { kinesisFanout } from './kinesis-fanout';

export const kinds: readonly Kind[] = [kinesis, kinesisFanout];

export function kindOf(id: string): Kind | undefined {
  return kinds.find((kind) => kind.id === id);
}
