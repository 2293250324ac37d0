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
import type { CallOf } from '@/lib/wiring/call/calls';
import { madeAlready, nothingPending, type Performer, wasFound } from '../change/performer';
import { unlessAbsent } from '../change/unless-absent';
import { StaleChangeError } from '../session/change-errors';
import { requiredValue } from '../session/reading';
import type { Session } from '../session/session';
import { decodedPolicy } from './read';

type ManagedCall = CallOf<'iam:AttachRolePolicy'> | CallOf<'iam:DetachRolePolicy'>;
type InlineCall = CallOf<'iam:PutRolePolicy'> | CallOf<'iam:DeleteRolePolicy'>;

const attached = 'attached';
const detached = 'not attached';

async function attachmentOf(session: Session, call: ManagedCall): Promise<typeof attached | typeof detached> {
  let marker: string | undefined;
  do {
    const command = new ListAttachedRolePoliciesCommand({ RoleName: call.roleName, Marker: marker });
    const page = await session.client(IAMClient).send(command);
    if (page.AttachedPolicies?.some((policy) => policy.PolicyArn === call.policyArn)) return attached;
    marker = requiredValue(page.IsTruncated, 'IsTruncated') ? page.Marker : undefined;
  } while (marker !== undefined);
  return detached;
}

async function attach(session: Session, { roleName, policyArn }: ManagedCall): Promise<Record<string, string>> {
  await session.client(IAMClient).send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: policyArn }));
  return {};
}

async function detach(session: Session, { roleName, policyArn }: ManagedCall): Promise<Record<string, string>> {
  await unlessAbsent(
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
    async observe(session, call, journal) {
      const now = await attachmentOf(session, call);
      if (now !== wanted) return { state: 'to-do', before: now };
      return madeAlready(journal, now);
    },
    write,
    pending: nothingPending,
    async undo(session, call, journal) {
      if (wasFound(journal) || journal.before === wanted) return {};
      return (await attachmentOf(session, call)) === wanted ? revert(session, call) : {};
    },
    undoPending: nothingPending,
  };
}

const attachRolePolicy = managed(attached, attach, detach);
const detachRolePolicy = managed(detached, detach, attach);

async function inlinePolicy(session: Session, { roleName, policyName }: InlineCall): Promise<string | null> {
  const answer = await unlessAbsent(
    session.client(IAMClient).send(new GetRolePolicyCommand({ RoleName: roleName, PolicyName: policyName })),
  );
  return answer && decodedPolicy(answer.PolicyDocument);
}

async function putInline(session: Session, call: InlineCall, policy: string): Promise<void> {
  const { roleName, policyName } = call;
  await session
    .client(IAMClient)
    .send(new PutRolePolicyCommand({ RoleName: roleName, PolicyName: policyName, PolicyDocument: policy }));
}

async function deleteInline(session: Session, { roleName, policyName }: InlineCall): Promise<void> {
  await unlessAbsent(
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
    async observe(session, call, journal) {
      const now = await inlinePolicy(session, call);
      if (samePolicy(now, policyOf(call))) return madeAlready(journal, now);
      if (samePolicy(now, call.expected)) return { state: 'to-do', before: now };
      throw new StaleChangeError(`The policy ${call.policyName} is not what the plan was made from.`);
    },
    write: (session, call) => put(session, call, policyOf(call)),
    pending: nothingPending,
    async undo(session, call, journal) {
      if (wasFound(journal)) return {};
      const now = await inlinePolicy(session, call);
      if (samePolicy(now, journal.before)) return {};
      if (samePolicy(now, policyOf(call))) return put(session, call, journal.before);
      throw new StaleChangeError(`The policy ${call.policyName} was changed since; it is left as it is.`);
    },
    undoPending: nothingPending,
  };
}

const putRolePolicy = inline<CallOf<'iam:PutRolePolicy'>>((call) => call.policy);
const deleteRolePolicy = inline<CallOf<'iam:DeleteRolePolicy'>>(() => null);

export const performers = {
  'iam:AttachRolePolicy': attachRolePolicy,
  'iam:DetachRolePolicy': detachRolePolicy,
  'iam:PutRolePolicy': putRolePolicy,
  'iam:DeleteRolePolicy': deleteRolePolicy,
};
