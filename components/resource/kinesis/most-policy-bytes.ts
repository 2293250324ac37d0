import { resources } from '@/lib/wiring/resource/kinesis';

/** How much the policy on one of them may hold. */
export function mostPolicyBytes(id: keyof typeof resources): number | undefined {
  return resources[id].documents.resource?.writing?.whole?.mostBytes;
}
