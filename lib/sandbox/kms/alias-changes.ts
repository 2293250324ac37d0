import type { CreateAliasRequest, DeleteAliasRequest, UpdateAliasRequest } from '@aws-sdk/client-kms';
import { outOfModel, present } from '../out-of-model';
import { type Ask, type Call, Fault, type Operation } from '../service';
import { type Alias, kmsArn, kmsState } from './key';
import { keyAsk } from './key-ask';
import { theKey } from './key-reference';
import { mustNotBePendingDeletion } from './key-states';
import { checkNoAlias } from './on-key';
import { perAccount } from './rates';

export const createAlias: Operation<CreateAliasRequest, object> = {
  limit: () => perAccount('CreateAlias', 5),
  asks: (input, call) => [aliasAsk('CreateAlias', input, call), targetAsk('CreateAlias', input, call)],
  run: (input, call) => {
    const name = nameOf(input);
    const { aliases } = kmsState(call.world, call.accountId, call.region);
    if (name.startsWith('alias/aws/')) {
      throw new Fault('InvalidAliasNameException', 'Alias names that begin with alias/aws/ are reserved.');
    }
    const arn = kmsArn(call.region, call.accountId, name);
    if (aliases.has(name)) throw new Fault('AlreadyExistsException', `An alias with the name ${arn} already exists`);
    const key = theKey(input.TargetKeyId, call);
    mustNotBePendingDeletion(key);
    const now = call.clock.now();
    aliases.set(name, { name, keyId: key.id, createdAt: now, updatedAt: now });
    return {};
  },
};

/** Both the key that loses the alias and the one that gets it must allow it. */
export const updateAlias: Operation<UpdateAliasRequest, object> = {
  limit: () => perAccount('UpdateAlias', 5),
  asks: (input, call) => [
    aliasAsk('UpdateAlias', input, call),
    keyAsk('UpdateAlias', theAlias(input, call).keyId, call, { ownAccountOnly: true }),
    targetAsk('UpdateAlias', input, call),
  ],
  run: (input, call) => {
    const alias = theAlias(input, call);
    const key = theKey(input.TargetKeyId, call);
    mustNotBePendingDeletion(key);
    alias.keyId = key.id;
    alias.updatedAt = call.clock.now();
    return {};
  },
};

export const deleteAlias: Operation<DeleteAliasRequest, object> = {
  limit: () => perAccount('DeleteAlias', 15),
  asks: (input, call) => [
    aliasAsk('DeleteAlias', input, call),
    keyAsk('DeleteAlias', theAlias(input, call).keyId, call, { ownAccountOnly: true }),
  ],
  run: (input, call) => {
    kmsState(call.world, call.accountId, call.region).aliases.delete(theAlias(input, call).name);
    return {};
  },
};

type OfAlias = { AliasName?: string | undefined };

function aliasAsk(action: string, input: OfAlias, call: Call): Ask {
  return { action: `kms:${action}`, resource: kmsArn(call.region, call.accountId, nameOf(input)) };
}

function targetAsk(action: string, { TargetKeyId }: { TargetKeyId?: string | undefined }, call: Call): Ask {
  const target = present(TargetKeyId, 'targetKeyId');
  checkNoAlias(target);
  return keyAsk(action, target, call, { ownAccountOnly: true });
}

function nameOf({ AliasName }: OfAlias): string {
  const name = present(AliasName, 'aliasName');
  if (!name.startsWith('alias/')) {
    throw new Fault('ValidationException', 'Alias must start with the prefix "alias/".');
  }
  if (/^alias\/[a-zA-Z0-9/_-]{1,250}$/.test(name)) return name;
  throw outOfModel(name, 'aliasName', 'satisfy regular expression pattern: ^[a-zA-Z0-9/_-]+$');
}

function theAlias(input: OfAlias, call: Call): Alias {
  const name = nameOf(input);
  const alias = kmsState(call.world, call.accountId, call.region).aliases.get(name);
  if (alias) return alias;
  throw new Fault('NotFoundException', `Alias ${kmsArn(call.region, call.accountId, name)} is not found.`);
}
