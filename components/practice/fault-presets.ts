import type { DrawnRooms } from '@/components/resource/rooms';
import type { Fault } from './use-faults';

type Preset = {
  id: PresetId;
  fault: Omit<Fault, 'id'>;
  /** The APIs that it is about, where none can be chosen. */
  fixed?: 'any' | 'policyReads';
  /** Strikes at an API by which the policy of a source is written or read, until another is chosen. */
  policy?: 'write' | 'read';
};

type PresetId =
  | 'throttled'
  | 'failing'
  | 'slow'
  | 'write-timeout'
  | 'write-timeout-done'
  | 'write-reset'
  | 'write-reset-done'
  | 'half-answer'
  | 'malformed-answer'
  | 'sessions'
  | 'withdrawn'
  | 'reads-refused'
  | 'policy-added'
  | 'policy-removed';

/** Longer than any client waits for an answer. */
const unanswered = 20_000;
/** The sessions in which Tributary carries out changes: the edit then falls between a run's reading and its writing. */
const changing = '*/tributary-change';

const preset = (id: PresetId, fault: Omit<Fault, 'id'>, fixed?: Preset['fixed']): Preset => ({ id, fault, fixed });

const onPolicy = (policy: NonNullable<Preset['policy']>, one: Preset): Preset => ({ ...one, policy });

/** Trouble that a person may want to see a run survive, in the order of the page. */
export const presetGroups = {
  busy: [
    preset('throttled', { kind: 'throttle', probability: 0.3 }),
    preset('failing', { kind: 'error', probability: 0.3 }),
    preset('slow', { kind: 'slow', milliseconds: 2_000 }),
  ],
  lost: [
    preset('write-timeout', { kind: 'timeout', only: 'writes', every: 2, milliseconds: unanswered }),
    preset('write-timeout-done', {
      kind: 'timeout',
      only: 'writes',
      every: 2,
      milliseconds: unanswered,
      takesEffect: true,
    }),
    preset('write-reset', { kind: 'reset', only: 'writes', every: 2 }),
    preset('write-reset-done', { kind: 'reset', only: 'writes', every: 2, takesEffect: true }),
    preset('half-answer', { kind: 'half-answer', every: 5 }),
    preset('malformed-answer', { kind: 'malformed-answer', every: 5 }),
  ],
  rights: [
    preset('sessions', { kind: 'sessions-expire', every: 10 }, 'any'),
    onPolicy('write', preset('withdrawn', { kind: 'deny' })),
    onPolicy('read', preset('reads-refused', { kind: 'deny', only: 'reads' })),
    preset('policy-added', { kind: 'policy-edit', edit: 'add', caller: changing }, 'policyReads'),
    preset('policy-removed', { kind: 'policy-edit', edit: 'remove', caller: changing }, 'policyReads'),
  ],
} as const satisfies Record<string, readonly Preset[]>;

export type { Preset, PresetId };

/** A preset that strikes at what the sources of the first kind are shared by. */
export function aimed({ kinds, drawings }: Pick<DrawnRooms, 'kinds' | 'drawings'>, preset: Preset): Preset {
  const apis = drawings[kinds[0]?.source ?? '']?.policyApis;
  return preset.policy && apis ? { ...preset, fault: { ...preset.fault, ...apis[preset.policy] } } : preset;
}

const ids: ReadonlySet<string> = new Set(
  Object.values(presetGroups).flatMap((group) => group.map(({ id }): string => id)),
);

/** Whether a fault is one of the page's own; others were switched on over HTTP. */
export function isPreset(id: string): id is PresetId {
  return ids.has(id);
}
