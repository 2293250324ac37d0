import type { Kind } from './kind';
import { kinesis } from './kinesis';

export const kinds: readonly Kind[] = [kinesis];

export function kindOf(id: string): Kind | undefined {
  return kinds.find((kind) => kind.id === id);
}
