import type * as iam from '@aws-sdk/client-iam';
import type { Operation } from '../service';
import { checkIdentityPolicy, encodeDocument, limitExceeded, sizeOf } from './documents';
import { noSuchEntity, required, roleAsk, thePolicy, theRole } from './entities';
import { managedPolicy, publish } from './grants';
import { checkName } from './names';
import { page } from './page';

const attachedAtMost = 10;
const inlineCharactersAtMost = 10_240;

export const putRolePolicy: Operation<iam.PutRolePolicyRequest, object> = {
  asks: ({ RoleName }, call) => roleAsk(call, 'PutRolePolicy', RoleName),
  run: (input, call) => {
    const role = theRole(call, input.RoleName);
    const name = checkName('policyName', input.PolicyName, 128);
    const document = required('policyDocument', input.PolicyDocument);
    checkIdentityPolicy(document);
    const others = [...role.inline].filter(([other]) => other !== name).map(([, text]) => sizeOf(text));
    if (others.reduce((sum, size) => sum + size, sizeOf(document)) > inlineCharactersAtMost) {
      throw limitExceeded(`Maximum policy size of ${inlineCharactersAtMost} bytes exceeded for role ${role.name}`);
    }
    role.inline.set(name, document);
    publish(role, call.clock);
    return {};
  },
};

export const getRolePolicy: Operation<iam.GetRolePolicyRequest, iam.GetRolePolicyResponse> = {
  asks: ({ RoleName }, call) => roleAsk(call, 'GetRolePolicy', RoleName),
  run: ({ RoleName, PolicyName }, call) => {
    const role = theRole(call, RoleName);
    const document = role.inline.get(String(PolicyName));
    if (document === undefined) throw noInline(PolicyName);
    return { RoleName: role.name, PolicyName, PolicyDocument: encodeDocument(document) };
  },
};

export const listRolePolicies: Operation<iam.ListRolePoliciesRequest, iam.ListRolePoliciesResponse> = {
  asks: ({ RoleName }, call) => roleAsk(call, 'ListRolePolicies', RoleName),
  run: (input, call) => {
    const { items, position } = page([...theRole(call, input.RoleName).inline.keys()].sort(), input);
    return { PolicyNames: items, ...position };
  },
};

export const deleteRolePolicy: Operation<iam.DeleteRolePolicyRequest, object> = {
  asks: ({ RoleName }, call) => roleAsk(call, 'DeleteRolePolicy', RoleName),
  run: ({ RoleName, PolicyName }, call) => {
    const role = theRole(call, RoleName);
    if (!role.inline.delete(String(PolicyName))) throw noInline(PolicyName);
    publish(role, call.clock);
    return {};
  },
};

export const attachRolePolicy: Operation<iam.AttachRolePolicyRequest, object> = {
  asks: ({ RoleName, PolicyArn = '' }, call) =>
    roleAsk(call, 'AttachRolePolicy', RoleName, { 'iam:PolicyARN': PolicyArn }),
  run: ({ RoleName, PolicyArn }, call) => {
    const role = theRole(call, RoleName);
    const { arn } = thePolicy(call, PolicyArn);
    if (!role.attached.has(arn) && role.attached.size >= attachedAtMost) {
      throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${attachedAtMost}`);
    }
    role.attached.add(arn);
    publish(role, call.clock);
    return {};
  },
};

export const detachRolePolicy: Operation<iam.DetachRolePolicyRequest, object> = {
  asks: ({ RoleName, PolicyArn = '' }, call) =>
    roleAsk(call, 'DetachRolePolicy', RoleName, { 'iam:PolicyARN': PolicyArn }),
  run: ({ RoleName, PolicyArn }, call) => {
    const role = theRole(call, RoleName);
    if (!role.attached.delete(required('policyArn', PolicyArn))) {
      throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
    }
    publish(role, call.clock);
    return {};
  },
};

export const listAttachedRolePolicies: Operation<
  iam.ListAttachedRolePoliciesRequest,
  iam.ListAttachedRolePoliciesResponse
> = {
  asks: ({ RoleName }, call) => roleAsk(call, 'ListAttachedRolePolicies', RoleName),
  run: (input, call) => {
    const policies = [...theRole(call, input.RoleName).attached].flatMap((arn) => {
      const policy = managedPolicy(call.world, call.accountId, arn);
      return policy?.path.startsWith(input.PathPrefix ?? '/') ? [policy] : [];
    });
    const { items, position } = page(policies, input);
    return { AttachedPolicies: items.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })), ...position };
  },
};

function noInline(name: string | undefined) {
  return noSuchEntity(`The role policy with name ${name} cannot be found.`);
}
