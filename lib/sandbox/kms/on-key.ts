import { present } from '../out-of-model';
import { type Call, Fault, type Operation } from '../service';
import type { Key } from './key';
import { type Asking, keyAsk } from './key-ask';
import { theKey } from './key-reference';
import { perAccount } from './rates';

type OnKey = { KeyId?: string | undefined; GrantTokens?: string[] | undefined };

type Rules<Input> = {
  perSecond: number;
  /** The key may be named by an alias, too. */
  byAlias?: boolean;
  ownAccountOnly?: boolean;
  asking?: (input: Input) => Asking;
};

/** An operation on one key: asks for `action` on it, with the key's policy and grants, before it runs. */
export function onKey<Input extends OnKey, Output>(
  action: string,
  { perSecond, byAlias = false, ownAccountOnly = false, asking }: Rules<Input>,
  run: (key: Key, input: Input, call: Call) => Output,
): Operation<Input, Output> {
  return {
    limit: () => perAccount(action, perSecond),
    asks: (input, call) => {
      const name = present(input.KeyId, 'keyId');
      if (!byAlias) checkNoAlias(name);
      const more = { ...asking?.(input), ...(input.GrantTokens ? { grantTokens: input.GrantTokens } : {}) };
      return [keyAsk(action, name, call, { ownAccountOnly, ...more })];
    },
    run: (input, call) => run(theKey(input.KeyId, call), input, call),
  };
}

/** Most operations want the key itself, by id or ARN. */
export function checkNoAlias(name: string): void {
  if (name.startsWith('alias/')) throw new Fault('NotFoundException', `Invalid keyId '${name}'`);
  if (/^arn:[^/]*:alias\//.test(name)) throw new Fault('InvalidArnException', `Invalid arn ${name}`);
}
