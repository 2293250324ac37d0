import { expect, test } from 'vitest';
import { mapping, policyOf, roleArn, sharedBy, stream, table, wiresOf } from '@/lib/trial/fixture/orders-table';
import { known } from '@/lib/trial/fixture/seed-wire';

test('a grant that nobody reads with is half a wire', () => {
  const shared = table({ stream: known(stream({ policy: known(policyOf(sharedBy('Read'))) })) });
  expect(wiresOf([shared], [])).toMatchObject([{ readerArn: roleArn, status: 'half', code: 'granted-unread' }]);
  expect(wiresOf([shared], [mapping()])).toHaveLength(1);
});

test('a mapping of the table’s own account is no wire', () => {
  expect(wiresOf([table()], [mapping({ accountId: '999900009999' })])).toEqual([]);
});
