import type * as iam from '@aws-sdk/client-iam';
import { type Call, Fault, type Operation } from '../service';
import { encodeDocument, limitExceeded } from './documents';
import { dateOf, noSuchEntity, policyAsk, required, thePolicy } from './entities';
import { checkManaged, checkOwn } from './managed-policies';
import { page } from './page';
import { propagate } from './propagation';
import type { ManagedPolicy } from './state';

const versionsAtMost = 5;

export const getPolicyVersion: Operation<iam.GetPolicyVersionRequest, iam.GetPolicyVersionResponse> = {
  asks: ({ PolicyArn }, call) => policyAsk(call, 'GetPolicyVersion', PolicyArn),
  run: ({ PolicyArn, VersionId }, call) => {
    const policy = thePolicy(call, PolicyArn);
    const version = theVersion(policy, VersionId);
    return { PolicyVersion: { Document: encodeDocument(version.document), ...shape(policy, String(VersionId)) } };
  },
};

export const listPolicyVersions: Operation<iam.ListPolicyVersionsRequest, iam.ListPolicyVersionsResponse> = {
  asks: ({ PolicyArn }, call) => policyAsk(call, 'ListPolicyVersions', PolicyArn),
  run: (input, call) => {
    const policy = thePolicy(call, input.PolicyArn);
    const { items, position } = page([...policy.versions.keys()].reverse(), input);
    return { Versions: items.map((id) => shape(policy, id)), ...position };
  },
};

export const createPolicyVersion: Operation<iam.CreatePolicyVersionRequest, iam.CreatePolicyVersionResponse> = {
  asks: ({ PolicyArn }, call) => policyAsk(call, 'CreatePolicyVersion', PolicyArn),
  run: ({ PolicyArn, PolicyDocument, SetAsDefault }, call) => {
    const policy = thePolicy(call, PolicyArn);
    checkOwn(policy);
    const document = required('policyDocument', PolicyDocument);
    checkManaged(document);
    if (policy.versions.size >= versionsAtMost) {
      throw limitExceeded(
        `A managed policy can have up to ${versionsAtMost} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const id = `v${policy.nextVersion}`;
    policy.nextVersion += 1;
    policy.versions.set(id, { document, createdAt: call.clock.now() });
    if (SetAsDefault) makeDefault(policy, id, call);
    return { PolicyVersion: shape(policy, id) };
  },
};

export const setDefaultPolicyVersion: Operation<iam.SetDefaultPolicyVersionRequest, object> = {
  asks: ({ PolicyArn }, call) => policyAsk(call, 'SetDefaultPolicyVersion', PolicyArn),
  run: ({ PolicyArn, VersionId }, call) => {
    const policy = thePolicy(call, PolicyArn);
    checkOwn(policy);
    theVersion(policy, VersionId);
    makeDefault(policy, String(VersionId), call);
    return {};
  },
};

export const deletePolicyVersion: Operation<iam.DeletePolicyVersionRequest, object> = {
  asks: ({ PolicyArn }, call) => policyAsk(call, 'DeletePolicyVersion', PolicyArn),
  run: ({ PolicyArn, VersionId }, call) => {
    const policy = thePolicy(call, PolicyArn);
    checkOwn(policy);
    theVersion(policy, VersionId);
    if (VersionId === policy.defaultVersion) {
      throw new Fault('DeleteConflictException', 'Cannot delete the default version of a policy.', 409);
    }
    policy.versions.delete(String(VersionId));
    return {};
  },
};

function makeDefault(policy: ManagedPolicy, id: string, call: Call): void {
  policy.defaultVersion = id;
  policy.updatedAt = call.clock.now();
  propagate(policy.document, theVersion(policy, id).document, call.clock);
}

function theVersion(policy: ManagedPolicy, id: string | undefined) {
  const version = policy.versions.get(required('versionId', id));
  if (!version) throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
  return version;
}

function shape(policy: ManagedPolicy, id: string): iam.PolicyVersion {
  const createdAt = policy.versions.get(id)?.createdAt ?? policy.createdAt;
  return { VersionId: id, IsDefaultVersion: id === policy.defaultVersion, CreateDate: dateOf(createdAt) };
}
