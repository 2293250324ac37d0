import { z } from 'zod/mini';
import type { MessageKey } from '@/lib/messages/message-key';
import { choice, onOff } from './control';
import { option } from './setting';

const filter = z.string().check(
  z.refine((text) => {
    if (text.length > 4096) return false;
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    } catch {
      return false;
    }
  }, 'setting.filters.problem' satisfies MessageKey),
);

const startingPosition = option({
  ...choice(['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP']),
  group: 'reading',
  // Nothing written while it is being made is lost (domain: event-source-mapping §8).
  initial: 'TRIM_HORIZON',
  updatable: false,
  aws: { name: 'StartingPosition', to: (position) => position, from: (position) => position ?? 'TRIM_HORIZON' },
});

/** ISO time, with AT_TIMESTAMP. */
const time = z.nullable(z.iso.datetime({ offset: true }));

const startingPositionTimestamp = option({
  input: 'time',
  shape: time,
  schema: time,
  group: 'reading',
  initial: null,
  updatable: false,
  applies: (others) => others.startingPosition === 'AT_TIMESTAMP',
  problem: (at, others, now) => {
    if (at !== null && Date.parse(at) > Date.parse(now)) return 'setting.startingPositionTimestamp.future';
    const isMissing = at === null && others.startingPosition === 'AT_TIMESTAMP';
    return isMissing ? 'setting.startingPositionTimestamp.missing' : null;
  },
  aws: {
    name: 'StartingPositionTimestamp',
    to: (at) => (at === null ? undefined : new Date(at)),
    from: (at: Date | undefined) => at?.toISOString() ?? null,
    omitted: null,
  },
});

const enabled = option({
  ...onOff(),
  group: 'reading',
  initial: true,
  updatable: true,
  aws: {
    name: 'Enabled',
    to: (isOn) => isOn,
    field: 'State',
    from: (state: string | undefined) => !['Disabled', 'Disabling'].includes(state ?? ''),
  },
});

/** Filter patterns, each a JSON text. */
const filters = option({
  input: 'patterns',
  shape: z.array(z.string()),
  schema: z.array(filter).check(z.maxLength(5)),
  group: 'reading',
  initial: [],
  updatable: true,
  aws: {
    name: 'FilterCriteria',
    to: (patterns) => ({ Filters: patterns.map((Pattern) => ({ Pattern })) }),
    from: (criteria: { Filters?: { Pattern?: string }[] } | undefined) =>
      (criteria?.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []),
    omitted: [],
  },
});

export const settings = { startingPosition, startingPositionTimestamp, enabled, filters };
