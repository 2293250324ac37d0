import type { AwsServices } from '../service';

/**
 * The session policy of every read: whatever the role may do, a session that reads can only read. STS takes at most
 * 2,048 characters (domain: security §6).
 */
export function readSessionPolicy(services: AwsServices): string {
  const Action = services.flatMap(({ permissions }) => permissions.reads.map(({ action }) => action));
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
}
