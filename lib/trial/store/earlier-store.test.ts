import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { POST as APPLY } from '@/app/api/plans/[id]/apply/route';
import { GET as EXPORT } from '@/app/api/plans/[id]/export/route';
import { GET as PLAN } from '@/app/api/plans/[id]/route';
import { POST as RESUME } from '@/app/api/runs/[id]/resume/route';
import { GET as RUN } from '@/app/api/runs/[id]/route';
import { POST as UNDO } from '@/app/api/runs/[id]/undo/route';
import { GET as RUNS } from '@/app/api/runs/route';
import { DELETE as REMOVE, GET as WIRE } from '@/app/api/wires/[id]/route';
import { GET as WIRES } from '@/app/api/wires/route';
import { multiplyRates } from '@/lib/aws/session/rate-limit';
import { markInterruptedRuns } from '@/lib/service/run/mark-interrupted-runs';
import { closeDatabase } from '@/lib/store/database';
import { StagedPractice } from '@/lib/trial/sandbox/staged-practice';
import { earlierRows, earlierStories, layEarlierStore, type Story } from './earlier-store';

type Answer = { status: number; body: Record<string, unknown> };
type Handler<Context> = (request: Request, context: Context) => Response | Promise<Response>;
type OfId = { params: Promise<{ id: string }> };

async function ask(handler: Handler<OfId>, id: string): Promise<Answer> {
  const request = new Request(`http://127.0.0.1/api/-/${id}`, { method: 'POST' });
  const response = await handler(request, { params: Promise.resolve({ id }) });
  return { status: response.status, body: await response.json() };
}

async function list<Item>(handler: Handler<unknown>, name: string, query = ''): Promise<Item[]> {
  const response = await handler(new Request(`http://127.0.0.1/api/${name}${query}`), {});
  return (await response.json())[name];
}

/** The state that a run comes to. */
async function settled(id: string): Promise<unknown> {
  for (;;) {
    const { state } = (await ask(RUN, id)).body;
    if (!['running', 'waiting', 'undoing'].includes(String(state))) return state;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function begun(handler: Handler<OfId>, id: string): Promise<unknown> {
  const { status, body } = await ask(handler, id);
  expect({ status, body }).toMatchObject({ status: 202, body: { runId: expect.any(String) } });
  return settled(String(body.runId));
}

const undone = (id: string) => begun(UNDO, id);
const resumed = (id: string) => begun(RESUME, id);
const applied = (plan: string) => begun(APPLY, plan);
const code = ({ status, body }: Answer) => `${status} ${body.code}`;

async function removed(wireId: string): Promise<unknown> {
  const { status, body } = await ask(REMOVE, wireId);
  expect({ status, blocked: body.blocked }).toEqual({ status: 201, blocked: false });
  return applied(String(body.id));
}

type SeenWire = { id: string; kind: string; readerArn: string; status: string; since: string | null } & {
  mapping: { lastProcessingResult: string | null } | null;
};

const stories = await earlierStories();
const runs = await earlierRows('runs');
const wires = await earlierRows('wires');
const ended = new AbortController();
let stage: StagedPractice;
/** As they were read first, when nobody had taken anything up again. */
let seen: { wires: SeenWire[]; runs: { id: string }[]; stories: Record<string, { listed: string[]; wire: Answer }> };

/** A consumer that is registered again has another time in its ARN. */
async function snapshot({ ends }: Story): Promise<unknown> {
  return withoutTimes(await stage.snapshot(ends, ends.key));
}

function withoutTimes(held: object): unknown {
  return JSON.parse(JSON.stringify(held).replaceAll(/(\/consumer\/[\w-]+):\d+/g, '$1'));
}

async function lookedUp({ wireId }: Story) {
  const listed = await list<{ id: string }>(RUNS, 'runs', `?wire=${wireId}`);
  return { listed: listed.map(({ id }) => id), wire: await ask(WIRE, wireId) };
}

beforeAll(async () => {
  delete process.env.DATABASE_URL;
  multiplyRates(10_000);
  stage = await StagedPractice.open({ fill: layEarlierStore });
  await markInterruptedRuns(ended.signal);
  const looks = Object.entries(stories).map(async ([name, story]) => [name, await lookedUp(story)] as const);
  seen = {
    runs: await list(RUNS, 'runs'),
    wires: await list(WIRES, 'wires'),
    stories: Object.fromEntries(await Promise.all(looks)),
  };
});

afterAll(async () => {
  ended.abort();
  multiplyRates(1);
  await closeDatabase();
  await stage.close();
});

describe('wires that an earlier version saw', () => {
  // Its statements are taken back and its mapping is gone: only the run says what it was.
  const left = wires.filter(({ id }) => id !== stories.undoing.wireId);

  test('are found under the same ids, between the same ends', () => {
    const found = new Map(seen.wires.map((wire) => [wire.id, wire]));
    expect(left.map(({ id, kind, reader_arn }) => ({ id, kind, readerArn: reader_arn }))).toEqual(
      left.map(({ id }) => ({ id, kind: found.get(id)?.kind, readerArn: found.get(id)?.readerArn })),
    );
  });

  test('stand since when they stood, where nothing changed', () => {
    const before = new Map(wires.map((row) => [row.id, row]));
    const same = seen.wires.flatMap((wire) => {
      const row = before.get(wire.id);
      const result = wire.mapping?.lastProcessingResult ?? null;
      return row && row.status === wire.status && row.result === result ? [{ wire, row }] : [];
    });
    expect(same.map(({ wire }) => wire.since)).toEqual(same.map(({ row }) => new Date(row.since).toISOString()));
    const kept = same.map(({ wire }) => wire.id);
    expect(kept).toEqual(expect.arrayContaining([stories.shared.wireId, stories.fanout.wireId]));
  });

  test.each(['shared', 'fanout'] as const)('open with their runs: %s', async (name) => {
    const { wireId, run } = stories[name];
    const { wire } = seen.stories[name] ?? {};
    const row = wires.find(({ id }) => id === wireId);
    expect(wire).toMatchObject({
      status: 200,
      body: { wire: { id: wireId, kind: row?.kind, status: 'idle', since: new Date(row?.since ?? '').toISOString() } },
    });
    expect(wire?.body.runs).toContainEqual(expect.objectContaining({ id: run, state: 'done' }));
  });

  test.each(['undone', 'removed', 'undoing'] as const)('are known by what they were when they are gone: %s', (name) => {
    const { wire } = seen.stories[name] ?? {};
    expect(wire).toMatchObject({
      status: 404,
      body: {
        code: 'wire-removed',
        values: { source: stories[name].ends.stream, reader: stories[name].ends.function },
      },
    });
  });
});

describe('journals and plans of an earlier version', () => {
  test('are read whole, and a run that was under way waits for a person', async () => {
    const steps = await earlierRows('run_steps');
    const cutOff = [stories.waiting.run, stories.held.run, stories.undoing.run];
    for (const { id, state, wire_id } of runs) {
      const journal = steps.filter(({ run_id }) => run_id === id).sort((a, b) => a.position - b.position);
      expect(journal.length).toBeGreaterThan(0);
      expect(seen.runs.find((run) => run.id === id)).toMatchObject({
        wireId: wire_id,
        state: cutOff.includes(id) ? 'interrupted' : state,
        steps: journal.map((step) => step.journal),
      });
    }
    expect(seen.runs.map(({ id }) => id)).toEqual(runs.map(({ id }) => id).toReversed());
  });

  test('are found by their wire, newest first', () => {
    for (const [name, { wireId }] of Object.entries(stories)) {
      const ofWire = runs.filter(({ wire_id }) => wire_id === wireId).map(({ id }) => id);
      expect(seen.stories[name]?.listed).toEqual(ofWire.toReversed());
    }
  });

  test('a plan is read as it was made', async () => {
    for (const { id, plan } of await earlierRows('plans')) expect((await ask(PLAN, id)).body).toMatchObject(plan);
  });

  test('what a plan found has the codes that it was said by', async () => {
    const plans = await Promise.all((await earlierRows('plans')).map(async ({ id }) => (await ask(PLAN, id)).body));
    const found = plans.flatMap(({ verdicts }) => verdicts as { code?: string; because: { key: string } }[]);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ code }) => `verdict.${code}`)).toEqual(found.map(({ because }) => because.key));
  });

  test('a plan that nobody applied is exported as it was, applied, and undone', async () => {
    const { plan, exported, before } = stories.planned;
    expect((await ask(EXPORT, plan)).body).toMatchObject({ files: exported });
    expect(await applied(plan)).toBe('done');
    const [run] = (await lookedUp(stories.planned)).listed;
    expect(await undone(run ?? '')).toBe('undone');
    expect(await snapshot(stories.planned)).toEqual(before);
  });
});

describe('what an earlier version did', () => {
  test('a whole run through a registered consumer is undone without a trace', async () => {
    expect(await snapshot(stories.fanout)).not.toEqual(stories.fanout.before);
    expect(await undone(stories.fanout.run)).toBe('undone');
    expect(await snapshot(stories.fanout)).toEqual(stories.fanout.before);
  });

  test('a wire is removed without a trace, and its first run is not undone under the second', async () => {
    const { run, changed, wireId, before } = stories.shared;
    expect(await ask(UNDO, run)).toMatchObject({
      status: 409,
      body: { code: 'run-overtaken', values: { run: changed } },
    });
    expect(await undone(changed)).toBe('undone');
    expect(await removed(wireId)).toBe('done');
    expect(await snapshot(stories.shared)).toEqual(before);
  });

  test('a removal is undone, and the wire can be removed again', async () => {
    const { removal, wireId, wired, before } = stories.removed;
    expect(await undone(removal)).toBe('undone');
    expect(await snapshot(stories.removed)).toEqual(withoutTimes(wired));
    expect((await ask(WIRE, wireId)).status).toBe(200);
    expect(await removed(wireId)).toBe('done');
    expect(await snapshot(stories.removed)).toEqual(before);
  });

  test('what was undone already is not undone again', async () => {
    expect(code(await ask(UNDO, stories.undone.run))).toBe('409 run-not-undoable');
    expect(await snapshot(stories.undone)).toEqual(stories.undone.before);
  });
});

describe('a run that was cut off under an earlier version', () => {
  test('is resumed from where its journal ends, and undone', async () => {
    const { run, ends, before } = stories.waiting;
    const [registered] = await stage.consumers(ends.stream);
    expect(await resumed(run)).toBe('done');
    expect((await stage.consumers(ends.stream)).map(({ ConsumerARN }) => ConsumerARN)).toEqual([
      registered?.ConsumerARN,
    ]);
    expect((await ask(WIRE, stories.waiting.wireId)).status).toBe(200);
    expect(await undone(run)).toBe('undone');
    expect(await snapshot(stories.waiting)).toEqual(before);
  });

  test('is undone, together with a change whose answer it never heard', async () => {
    expect(await stage.mappings(stories.held.ends.stream)).toHaveLength(1);
    expect(await undone(stories.held.run)).toBe('undone');
    expect(await snapshot(stories.held)).toEqual(stories.held.before);
  });

  test('goes on as an undo where it was one', async () => {
    expect(await snapshot(stories.undoing)).not.toEqual(stories.undoing.before);
    expect(await resumed(stories.undoing.run)).toBe('undone');
    expect(await snapshot(stories.undoing)).toEqual(stories.undoing.before);
  });
});
