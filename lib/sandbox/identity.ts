import { parsePolicy } from '@/lib/policy/document';
import type { NamedPolicy, Policies } from '@/lib/policy/question';
import type { Clock } from './clock';
import { effectiveDocument } from './iam/grants';
import { seen } from './iam/propagation';
import { entityById, iamOf } from './iam/state';
import type { Caller } from './service';
import type { World } from './world';

type Identity = Pick<Policies, 'identity' | 'boundary' | 'session'> & { tags: Record<string, string> };

const nothing = '{"Version":"2012-10-17","Statement":[]}';

/**
 * Everything on the caller's own side, as it has propagated: policies of the user or role, boundary, session policies
 * and tags. The session of a role that is gone, or that was made anew, has nothing.
 */
export function identityOf(world: World, clock: Clock, caller: Caller): Identity {
  const { session, principal, accountId } = caller;
  if (session) return sessionIdentity(world, clock, accountId, session);
  const id = principal.type === 'user' ? principal.uniqueId : undefined;
  const user = [...iamOf(world, accountId).users.values()].find((candidate) => candidate.id === id);
  if (!user || id === undefined) return { identity: [], tags: {} };
  const inline = Array.from(user.inline, ([name, document]) => named(name, document));
  return { identity: [...inline, ...attached(world, clock, accountId, user.attached)], tags: user.tags };
}

function sessionIdentity(
  world: World,
  clock: Clock,
  accountId: string,
  session: NonNullable<Caller['session']>,
): Identity {
  const role = entityById(world, session.roleUniqueId);
  const grants = role && 'grants' in role ? seen(role.grants, clock) : null;
  if (!grants) return { identity: [], tags: session.tags };
  const inline = grants.inline.map(({ name, document }) => named(name, document));
  const limit = grants.boundary;
  const boundary = limit && named(limit, effectiveDocument(world, accountId, limit, clock) ?? nothing);
  const policies = session.policies.map((text, index) => named(`session policy ${index + 1}`, text));
  return {
    identity: [...inline, ...attached(world, clock, accountId, grants.attached)],
    tags: { ...grants.tags, ...session.tags },
    ...(boundary ? { boundary } : {}),
    ...(policies.length > 0 ? { session: policies } : {}),
  };
}

function attached(world: World, clock: Clock, accountId: string, arns: Iterable<string>): NamedPolicy[] {
  return Array.from(arns).flatMap((arn) => {
    const document = effectiveDocument(world, accountId, arn, clock);
    return document === null ? [] : [named(arn, document)];
  });
}

/** A policy ready for evaluation. What is kept was checked when it was saved, so it parses. */
export function named(name: string, text: string): NamedPolicy {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(`${name} does not parse: ${parsed.problem.key} at ${parsed.problem.where}`);
  return { name, document: parsed.document };
}
