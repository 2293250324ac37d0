import type { WireRequest } from '@/lib/sandbox/protocol/wire';

/** What a request of Tributary's asks for, as AWS names it. */
export function operationOf({ headers, method, path, body }: WireRequest): string {
  const target = headers['x-amz-target']?.split('.')[1];
  if (target) return target;
  const action = /(?:^|&)Action=(\w+)/.exec(Buffer.from(body).toString())?.[1];
  if (action) return action;
  if (!path.includes('event-source-mappings')) return 'GetFunctionConfiguration';
  const alone = path.endsWith('event-source-mappings/') || path.endsWith('event-source-mappings');
  if (method === 'GET') return alone ? 'ListEventSourceMappings' : 'GetEventSourceMapping';
  return { POST: 'CreateEventSourceMapping', PUT: 'UpdateEventSourceMapping' }[method] ?? 'DeleteEventSourceMapping';
}

/** Whether it leaves the accounts as they are. */
export function onlyReads(operation: string): boolean {
  return /^(Get|List|Describe|AssumeRole)/.test(operation);
}
