import { describe, expect, test } from 'vitest';
import { TraceLegs } from './trace-legs';

const summary = (legs: TraceLegs) => legs.legs.map(({ leg, state, milliseconds }) => `${leg} ${state} ${milliseconds}`);

describe('the legs of a record', () => {
  test('begin one after another', () => {
    const legs = new TraceLegs(1000);
    expect(summary(legs)).toEqual(['put waiting null']);
    legs.done('put', 1040, {});
    expect(summary(legs)).toEqual(['put done 40', 'picked-up waiting null']);
    expect(legs.current).toBe('picked-up');
  });

  test('a later leg shows every one before it', () => {
    const legs = new TraceLegs(1000);
    legs.done('put', 1040, {});
    legs.done('logged', 3040, {});
    expect(summary(legs)).toEqual(['put done 40', 'picked-up done 2000', 'invoked done 0', 'logged done 0']);
    expect(legs.current).toBeNull();
  });

  test('are timed anew when the log says it more exactly than the counts did', () => {
    const legs = new TraceLegs(1000);
    legs.done('put', 1040, {});
    legs.done('picked-up', 9000, {});
    legs.done('picked-up', 2040, {});
    legs.done('invoked', 2100, {});
    legs.done('logged', 2150, {});
    expect(summary(legs)).toEqual(['put done 40', 'picked-up done 1000', 'invoked done 60', 'logged done 50']);
  });

  test('never take less than nothing when clocks differ', () => {
    const legs = new TraceLegs(1000);
    legs.done('put', 1040, {});
    legs.done('picked-up', 990, {});
    expect(summary(legs)).toEqual(['put done 40', 'picked-up done 0', 'invoked waiting null']);
  });

  test('stop where they are, with the cause', () => {
    const legs = new TraceLegs(1000);
    legs.done('put', 1040, {});
    legs.stop('stalled', { key: 'trace.cause.behind' }, { state: 'Enabled' });
    expect(legs.legs.at(-1)).toMatchObject({ state: 'stalled', cause: { key: 'trace.cause.behind' } });
    expect(legs.current).toBeNull();
  });
});
