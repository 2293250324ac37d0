import type { Build, Landscape } from '../../landscape/landscape';
import { makeReaders, roleOf } from './readers';
import { deletePolicy, encrypt, makeStreamAnew, makeTables, putPolicy, type Streams, tableArnOf } from './tables';
import { traffic } from './traffic';

/** Tables with streams and who reads them: a wire that works, and others that have broken or never came to be. */
export const landscape: Landscape = {
  async make(build) {
    const streams = await makeTables(build);
    await makeReaders(build, streams);
    await policyMovedToTable(build, streams);
    await makeStreamAnew(build, 3.4, 'product-catalogue');
    await encrypt(build, 2.2, 'customer-profiles');
  },
  traffic,
};

/** Where policies were tidied up: the one that let the reader in now stands on the table, where it opens no stream. */
async function policyMovedToTable(build: Build, streams: Streams): Promise<void> {
  const table = tableArnOf('shopping-carts');
  await deletePolicy(build, 7.3, streams['shopping-carts']);
  await putPolicy(build, 7.3, table, {
    Sid: 'AbandonedCarts',
    Effect: 'Allow',
    Principal: { AWS: roleOf('abandoned-carts') },
    Action: 'dynamodb:*',
    Resource: [table, `${table}/stream/*`],
  });
}
