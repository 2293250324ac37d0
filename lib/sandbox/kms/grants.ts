import type {
  GrantListEntry,
  ListGrantsRequest,
  ListGrantsResponse,
  RetireGrantRequest,
  RevokeGrantRequest,
} from '@aws-sdk/client-kms';
import { principalExists, shownPrincipal, storedPrincipal } from '../iam/principals';
import { propagate, seen } from '../iam/propagation';
import { present } from '../out-of-model';
import { type Call, Fault, type Operation } from '../service';
import { endDryRun } from './dry-run';
import { openToken } from './grantees';
import type { Grant, Key } from './key';
import { keyAsk } from './key-ask';
import { theKey } from './key-reference';
import { onKey } from './on-key';
import { pageOf } from './page';
import { perAccount } from './rates';

/** The caller asks for itself and not through a service that needs the grant for one of its resources. */
const forItself = { 'kms:GrantIsForAWSResource': 'false' };

export const listGrants = onKey<ListGrantsRequest, ListGrantsResponse>(
  'ListGrants',
  { perSecond: 100, asking: () => ({ context: forItself }) },
  (key, input, call) => {
    const { GranteePrincipal: wanted } = input;
    if (wanted !== undefined && !principalExists(call.world, call.clock, wanted)) {
      throw new Fault('InvalidArnException', `ARN does not refer to a valid principal: ${wanted}`);
    }
    const grantee = wanted === undefined ? undefined : storedPrincipal(call.world, wanted);
    const grants = [...key.grants.values()]
      .filter(({ withdrawn }) => !withdrawn)
      .filter(({ id }) => input.GrantId === undefined || id === input.GrantId)
      .filter((grant) => grantee === undefined || grant.grantee === grantee);
    const { page, rest } = pageOf(grants, input, 50);
    return { Grants: page.map((grant) => entryOf(key, grant, call)), ...rest };
  },
);

export const revokeGrant = onKey<RevokeGrantRequest, object>(
  'RevokeGrant',
  { perSecond: 50, asking: () => ({ context: forItself }) },
  (key, input, call) => withdraw(key, present(input.GrantId, 'grantId'), input, call),
);

/** For the retiring principal, for the grantee where the grant says so, and for whom the key's policy lets. */
export const retireGrant: Operation<RetireGrantRequest, object> = {
  limit: () => perAccount('RetireGrant', 50),
  asks: (input, call) => {
    const { keyArn, grantId } = meant(input);
    const ask = keyAsk('RetireGrant', keyArn, call, { grant: ({ id }) => id === grantId });
    const { retiring } = theKey(keyArn, call).grants.get(grantId) ?? {};
    return [{ ...ask, grantees: [...(ask.grantees ?? []), ...(retiring === undefined ? [] : [retiring])] }];
  },
  run: (input, call) => {
    const { keyArn, grantId } = meant(input);
    return withdraw(theKey(keyArn, call), grantId, input, call);
  },
};

/** Nobody sees the grant any more, but requests may still be let through by it for a while. */
function withdraw(key: Key, grantId: string, input: { DryRun?: boolean | undefined }, { clock }: Call): object {
  const grant = key.grants.get(grantId);
  if (!grant || grant.withdrawn) throw new Fault('NotFoundException', `Grant ID ${grantId} not found`);
  endDryRun(input);
  for (const { id, withdrawn, effective } of key.grants.values()) {
    if (withdrawn && !seen(effective, clock)) key.grants.delete(id);
  }
  grant.withdrawn = true;
  propagate(grant.effective, false, clock);
  return {};
}

function meant({ GrantToken, GrantId, KeyId }: RetireGrantRequest): { keyArn: string; grantId: string } {
  if (GrantToken === undefined) return { keyArn: present(KeyId, 'keyId'), grantId: present(GrantId, 'grantId') };
  const opened = openToken(GrantToken);
  if (!opened) throw new Fault('InvalidGrantTokenException', 'The grant token is not valid.');
  return opened;
}

function entryOf(key: Key, grant: Grant, { world }: Call): GrantListEntry {
  return {
    KeyId: key.arn,
    GrantId: grant.id,
    Name: grant.name ?? '',
    CreationDate: new Date(grant.createdAt),
    GranteePrincipal: shownPrincipal(world, grant.grantee),
    ...(grant.retiring === undefined ? {} : { RetiringPrincipal: shownPrincipal(world, grant.retiring) }),
    IssuingAccount: `arn:aws:iam::${grant.issuingAccount}:root`,
    Operations: grant.operations,
    ...(grant.constraints === undefined ? {} : { Constraints: grant.constraints }),
  };
}
