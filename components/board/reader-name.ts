import { functionName, roleName } from '@/lib/wiring/arn';
import type { Wire } from '@/lib/wiring/inventory';

/** The function's name, or for a grant that nobody reads with, the principal that was granted. */
export function readerName(wire: Pick<Wire, 'functionArn' | 'readerArn'>): string {
  return wire.functionArn ? functionName(wire.functionArn) : roleName(wire.readerArn);
}
