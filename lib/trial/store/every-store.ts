import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { closeDatabase, database } from '@/lib/store/database';
import { postgresPrograms, StagedPostgres } from './staged-postgres';

/** The same tests on an embedded store of their own, and on a PostgreSQL where the machine has the server. */
export function onEveryStore(tests: () => void): void {
  describe('on the embedded store', () => {
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'tributary-store-'));
      process.env.TRIBUTARY_DATA = folder;
      delete process.env.DATABASE_URL;
      await database();
    });
    afterAll(async () => {
      await closeDatabase();
      rmSync(folder, { recursive: true, force: true });
    });
    tests();
  });

  describe.skipIf(postgresPrograms() === null)('on PostgreSQL (where its server is installed)', () => {
    let server: StagedPostgres;
    beforeAll(async () => {
      server = await StagedPostgres.open();
      process.env.DATABASE_URL = await server.database();
      await database();
    });
    afterAll(async () => {
      await closeDatabase();
      delete process.env.DATABASE_URL;
      await server.close();
    });
    tests();
  });
}
