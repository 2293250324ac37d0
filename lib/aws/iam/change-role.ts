import {
  AttachRolePolicyCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { samePolicy } from '@/lib/policy/canonical';
import type { Call } from '@/lib/wiring/call/calls';
import { foundAlready, nothingAwaited, type Performer, wasFound } from '../change/performer';
import { StaleChangeError } from '../session/change-errors';
import type { Session } from '../session/session';

type Of<Name extends Call['call']> = Extract<Call, { call: Name }>;
type ManagedCall = Of<'iam:AttachRolePolicy'> | Of<'iam:DetachRolePolicy'>;
type InlineCall = Of<'iam:PutRolePolicy'> | Of<'iam:DeleteRolePolicy'>;

const attached = 'attached';
const detached = 'not attached';

async function standingOf(session: Session, call: ManagedCall): Promise<typeof attached | typeof detached> {
  let marker: string | undefined;
  do {
    const command = new ListAttachedRolePoliciesCommand({ RoleName: call.roleName, Marker: marker });
    const page = await session.client(IAMClient).send(command);
    if (page.AttachedPolicies?.some((policy) => policy.PolicyArn === call.policyArn)) return attached;
    marker = page.IsTruncated ? page.Marker : undefined;
  } while (marker !== undefined);
  return detached;
}

async function attach(session: Session, { roleName, policyArn }: ManagedCall): Promise<Record<string, string>> {
  await session.client(IAMClient).send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: policyArn }));
  return {};
}

async function detach(session: Session, { roleName, policyArn }: ManagedCall): Promise<Record<string, string>> {
  await unlessGone(
    session.client(IAMClient).send(new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn: policyArn })),
  );
  return {};
}

function managed(
  wanted: string,
  write: (session: Session, call: ManagedCall) => Promise<Record<string, string>>,
  revert: (session: Session, call: ManagedCall) => Promise<Record<string, string>>,
): Performer<ManagedCall> {
  return {
    async look(session, call, { begunAt, before }) {
      const now = await standingOf(session, call);
      if (now !== wanted) return { standing: 'to-do', before: now };
      return begunAt === null
        ? { standing: 'made', before: now, result: foundAlready }
        : { standing: 'made', before, result: {} };
    },
    write,
    awaited: nothingAwaited,
    async undo(session, call, journal) {
      if (wasFound(journal) || journal.before === wanted) return {};
      return (await standingOf(session, call)) === wanted ? revert(session, call) : {};
    },
    undoAwaited: nothingAwaited,
  };
}

export const attachRolePolicy = managed(attached, attach, detach);
export const detachRolePolicy = managed(detached, detach, attach);

async function inlinePolicy(session: Session, { roleName, policyName }: InlineCall): Promise<string | null> {
  const answer = await unlessGone(
    session.client(IAMClient).send(new GetRolePolicyCommand({ RoleName: roleName, PolicyName: policyName })),
  );
  // IAM answers policy documents URL-encoded (RFC 3986).
  return answer?.PolicyDocument ? decodeURIComponent(answer.PolicyDocument) : null;
}

async function putInline(session: Session, call: InlineCall, policy: string): Promise<void> {
  const { roleName, policyName } = call;
  await session
    .client(IAMClient)
    .send(new PutRolePolicyCommand({ RoleName: roleName, PolicyName: policyName, PolicyDocument: policy }));
}

async function deleteInline(session: Session, { roleName, policyName }: InlineCall): Promise<void> {
  await unlessGone(
    session.client(IAMClient).send(new DeleteRolePolicyCommand({ RoleName: roleName, PolicyName: policyName })),
  );
}

/** `policy` is what the change leaves: `null` when it deletes. */
function inline<C extends InlineCall>(policyOf: (call: C) => string | null): Performer<C> {
  const put = async (session: Session, call: C, policy: string | null) => {
    if (policy === null) await deleteInline(session, call);
    else await putInline(session, call, policy);
    return {};
  };
  return {
    async look(session, call, journal) {
      const now = await inlinePolicy(session, call);
      if (samePolicy(now, policyOf(call))) {
        return journal.begunAt === null
          ? { standing: 'made', before: now, result: foundAlready }
          : { standing: 'made', before: journal.before, result: {} };
      }
      if (samePolicy(now, call.expected)) return { standing: 'to-do', before: now };
      throw new StaleChangeError(`The policy ${call.policyName} is not what the plan was made from.`);
    },
    write: (session, call) => put(session, call, policyOf(call)),
    awaited: nothingAwaited,
    async undo(session, call, journal) {
      if (wasFound(journal)) return {};
      const now = await inlinePolicy(session, call);
      if (samePolicy(now, journal.before)) return {};
      if (samePolicy(now, policyOf(call))) return put(session, call, journal.before);
      throw new StaleChangeError(`The policy ${call.policyName} was changed since; it is left as it is.`);
    },
    undoAwaited: nothingAwaited,
  };
}

export const putRolePolicy = inline<Of<'iam:PutRolePolicy'>>((call) => call.policy);
export const deleteRolePolicy = inline<Of<'iam:DeleteRolePolicy'>>(() => null);

async function unlessGone<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchEntityException') return null;
    throw error;
  }
}
