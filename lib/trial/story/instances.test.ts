import { type ChildProcess, fork } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertConnection } from '@/lib/store/connections';
import { closeDatabase } from '@/lib/store/database';
import { basicPolicy } from '@/lib/trial/sandbox/reader-role';
import { type StagedEnds, StagedPractice } from '@/lib/trial/sandbox/staged-practice';
import type { Answered, Asked, Verbs } from '../instance-trial';
import { postgresPrograms, StagedPostgres } from '../store/staged-postgres';
import { fallSilent } from '../store/staged-run';

/** One of several servers on one database; each a process of its own. */
class Instance {
  private readonly child: ChildProcess;
  private readonly open = new Map<number, (answered: Answered) => void>();
  private asked = 0;

  constructor(name: string, stage: StagedPractice) {
    const { accessKeyId, secretAccessKey, sessionToken = '' } = stage.practice.hub;
    this.child = fork('lib/trial/instance-trial.ts', {
      execArgv: ['--import', './lib/setup/typescript.mjs'],
      env: {
        ...process.env,
        TRIBUTARY_INSTANCE: name,
        TRIBUTARY_SANDBOX: 'off',
        LOG_LEVEL: 'silent',
        AWS_ENDPOINT_URL: stage.practice.endpoint,
        AWS_REGION: stage.practice.region,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_SESSION_TOKEN: sessionToken,
      },
    });
    this.child.on('message', (answered: Answered) => this.open.get(answered.id)?.(answered));
  }

  /** Answers what the verb answers; throws the problem it refuses with. */
  async ask<Verb extends keyof Verbs>(
    verb: Verb,
    ...given: Parameters<Verbs[Verb]>
  ): Promise<Awaited<ReturnType<Verbs[Verb]>>> {
    this.asked += 1;
    const asked: Asked = { id: this.asked, verb, given };
    const { answer, problem } = await new Promise<Answered>((resolve) => {
      this.open.set(asked.id, resolve);
      this.child.send(asked);
    });
    if (problem !== undefined) throw problem;
    return answer as Awaited<ReturnType<Verbs[Verb]>>;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }
}

describe.skipIf(postgresPrograms() === null)('two instances on one PostgreSQL (where its server is installed)', () => {
  let server: StagedPostgres;
  let stage: StagedPractice;
  let first: Instance;
  let second: Instance;
  let ends: StagedEnds;
  let tests = 0;

  beforeAll(async () => {
    [server, stage] = await Promise.all([StagedPostgres.open(), StagedPractice.open()]);
    process.env.DATABASE_URL = await server.database();
    for (const { name, accountId, roleArn, externalId, regions, access } of stage.practice.connections) {
      await insertConnection({
        id: name,
        name,
        accountId,
        roleArn,
        externalId,
        regions,
        mode: access,
        sandbox: false,
        createdAt: '2026-11-20T08:00:00.000Z',
        checkedAt: null,
        checkState: 'ready',
      });
    }
    first = new Instance('first', stage);
    second = new Instance('second', stage);
  });

  afterAll(async () => {
    await Promise.all([first.kill(), second.kill()]);
    await closeDatabase();
    delete process.env.DATABASE_URL;
    await Promise.all([stage.close(), server.close()]);
  });

  beforeEach(async () => {
    tests += 1;
    ends = await stage.ends(`instances-${tests}`);
  });

  afterEach(() => stage.practice.faults.clear());

  /** Nobody can make a mapping: whoever tries waits. */
  function holdUp(): void {
    stage.practice.faults.add({
      id: 'slow-down',
      service: 'lambda',
      operation: 'CreateEventSourceMapping',
      kind: 'throttle',
    });
  }

  async function plan(instance: Instance, of: StagedEnds): Promise<string> {
    const request = {
      kind: 'kinesis',
      source: { connection: 'producer', arn: of.stream },
      reader: { connection: 'consumer', functionArn: of.function },
    };
    return (await instance.ask('plan', request)).id;
  }

  async function heldUpRun(): Promise<string> {
    holdUp();
    const run = await first.ask('apply', await plan(first, ends));
    await first.ask('watch', run, ['waiting']);
    return run;
  }

  async function expectUntouched(): Promise<void> {
    expect(await stage.mappings(ends.stream)).toEqual([]);
    expect(await stage.policy(ends.stream)).toBe('{}');
    expect(await stage.attached(ends.roleName)).toEqual([basicPolicy]);
  }

  test('let one run write a stream’s policy, tell the other who holds it, and let others go on', async () => {
    const early = await plan(second, ends);
    const run = await heldUpRun();
    const sharing = { ...ends, ...(await stage.reader(`instances-${tests}-b`)) };
    const elsewhere = await stage.ends(`instances-${tests}-c`);
    // Planned before, so that what the first has written since makes it stale; who is writing comes first.
    await expect(second.ask('apply', early)).rejects.toMatchObject({ code: 'run-in-progress', values: { run } });
    await expect(second.ask('apply', await plan(second, sharing))).rejects.toMatchObject({
      code: 'run-in-progress',
      status: 409,
      values: {
        resource: ends.stream,
        run,
        ends: `instances-${tests} → instances-${tests}`,
        instance: 'first',
        client: '192.0.2.7',
        since: expect.stringMatching(/Z$/),
      },
    });
    const other = await second.ask('apply', await plan(second, elsewhere));
    await second.ask('watch', other, ['waiting']);
    stage.practice.faults.clear();
    const seen = await second.ask('watch', run, []);
    expect([seen[0], seen.at(-1)]).toEqual(['waiting', 'done']);
    expect((await second.ask('watch', other, [])).at(-1)).toBe('done');
    const third = await second.ask('apply', await plan(second, sharing));
    expect((await second.ask('watch', third, [])).at(-1)).toBe('done');
  });

  test('one undoes what the other is at work on, after that has stopped', async () => {
    const run = await heldUpRun();
    await second.ask('undo', run);
    expect((await second.ask('watch', run, [])).at(-1)).toBe('undone');
    expect((await first.ask('run', run)).state).toBe('undone');
    await expectUntouched();
  });

  test('one that comes back late writes nothing more', async () => {
    const run = await heldUpRun();
    first.signal('SIGSTOP');
    await fallSilent(run);
    expect(await second.ask('sweep')).toEqual([run]);
    await second.ask('undo', run);
    expect((await second.ask('watch', run, [])).at(-1)).toBe('undone');
    stage.practice.faults.clear();
    first.signal('SIGCONT');
    expect((await first.ask('watch', run, [])).at(-1)).toBe('undone');
    await expectUntouched();
    // It is as good as new for everything else.
    const again = await first.ask('apply', await plan(first, ends));
    expect((await first.ask('watch', again, [])).at(-1)).toBe('done');
  });

  test('one takes over what the other left when it was killed', async () => {
    const run = await heldUpRun();
    await first.kill();
    await expect(second.ask('apply', await plan(second, ends))).rejects.toMatchObject({ code: 'run-in-progress' });
    await fallSilent(run);
    expect(await second.ask('sweep')).toEqual([run]);
    stage.practice.faults.clear();
    await second.ask('resume', run);
    expect((await second.ask('watch', run, [])).at(-1)).toBe('done');
    expect(await stage.mappings(ends.stream)).toHaveLength(1);
    await second.ask('undo', run);
    expect((await second.ask('watch', run, [])).at(-1)).toBe('undone');
    await expectUntouched();
  });
});
