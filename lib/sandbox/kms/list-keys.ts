import type { ListKeysRequest, ListKeysResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../service';
import { kmsState, removeExpired } from './key';
import { pageOf } from './page';
import { perAccount } from './rates';

export const listKeys: Operation<ListKeysRequest, ListKeysResponse> = {
  limit: () => perAccount('ListKeys', 500),
  asks: () => [{ action: 'kms:ListKeys', resource: '*' }],
  run: (input, { world, accountId, region, clock }) => {
    const state = kmsState(world, accountId, region);
    removeExpired(state, clock.now());
    const keys = [...state.keys.values()].map(({ id, arn }) => ({ KeyId: id, KeyArn: arn }));
    const { page, rest } = pageOf(keys, input, 100);
    return { Keys: page, ...rest };
  },
};
