import type { AliasListEntry, ListAliasesRequest, ListAliasesResponse } from '@aws-sdk/client-kms';
import type { Call, Operation } from '../service';
import { awsManagedAliases } from './aws-managed-key';
import { kmsArn, kmsState, removeExpired } from './key';
import { theKey } from './key-reference';
import { checkNoAlias } from './on-key';
import { pageOf } from './page';
import { perAccount } from './rates';

/** Aliases of AWS managed keys are listed before there is a key, too, then without one. */
export const listAliases: Operation<ListAliasesRequest, ListAliasesResponse> = {
  limit: () => perAccount('ListAliases', 500),
  asks: () => [{ action: 'kms:ListAliases', resource: '*' }],
  run: (input, call) => {
    if (input.KeyId !== undefined) checkNoAlias(input.KeyId);
    const wanted = input.KeyId === undefined ? undefined : theKey(input.KeyId, call).id;
    const entries = entriesOf(call).filter(({ TargetKeyId }) => wanted === undefined || TargetKeyId === wanted);
    const { page, rest } = pageOf(entries, input, 50);
    return { Aliases: page, ...rest };
  },
};

function entriesOf({ world, accountId, region, clock }: Call): AliasListEntry[] {
  const state = kmsState(world, accountId, region);
  removeExpired(state, clock.now());
  const names = [...new Set([...state.aliases.keys(), ...awsManagedAliases(world).keys()])].sort();
  return names.map((AliasName) => {
    const named = { AliasName, AliasArn: kmsArn(region, accountId, AliasName) };
    const alias = state.aliases.get(AliasName);
    if (!alias) return named;
    const { keyId, createdAt, updatedAt } = alias;
    return { ...named, TargetKeyId: keyId, CreationDate: new Date(createdAt), LastUpdatedDate: new Date(updatedAt) };
  });
}
