import type { Coded, StatusCode } from '../code';
import { resourceOf } from '../judge/document';
import { judge } from '../judge/judge';
import type { Found, Kind } from '../kind/kind';
import { isRequired } from '../need';
import type { ResourceTable } from '../resource/resources';
import type { View } from '../view';
import { type Obstacle, obstacleOf } from './owner-side';

/** Worst first: the order of the board. `half`: granted but unread, or mapped but ungranted. */
export const statusOrder = ['broken', 'failing', 'half', 'unknown', 'changing', 'paused', 'idle', 'flowing'] as const;

export type WireStatus = (typeof statusOrder)[number];

export type Status = {
  status: WireStatus;
  because: Coded<StatusCode>;
  shape: 'whole' | 'granted-unread' | 'mapped-ungranted';
};

/** One word for a wire, by a fixed priority so that it does not flicker (domain: metrics §3). */
export function statusOf(resources: ResourceTable, kind: Kind, found: Found, view: View): Status {
  if (found.granted) return { ...found.granted, shape: 'granted-unread' };
  const gone = goneOf(resources, view);
  const obstacle = gone === null && isRead(resources, view) ? obstacleOf(resources, kind, view) : null;
  const shape = obstacle?.status === 'half' ? 'mapped-ungranted' : 'whole';
  if (found.pulse === null) return { ...unmeasured(resources, kind, view, gone, obstacle), shape };
  return { ...measured(resources, found.pulse, gone, obstacle), shape };
}

type Judged = Omit<Status, 'shape'>;

function measured(
  resources: ResourceTable,
  thing: NonNullable<Found['pulse']>,
  gone: Coded<StatusCode> | null,
  obstacle: Obstacle | null,
): Judged {
  const pulse = resourceOf(resources, thing.is).pulse?.(thing);
  if (!pulse) throw new Error(`${thing.is} tells no state`);
  if (pulse.phase === 'changing') return { status: 'changing', because: pulse };
  if (gone) return { status: 'broken', because: gone };
  if (pulse.phase !== 'running') return { status: pulse.phase, because: pulse };
  if (obstacle?.status === 'broken') return obstacle;
  if (pulse.result === 'failing') return { status: 'failing', because: pulse };
  if (pulse.result === 'problem') return { status: 'broken', because: obstacle?.because ?? pulse };
  return obstacle ?? { status: pulse.result, because: pulse };
}

/** Nothing tells whether records move: what both sides allow is all that there is to say. */
function unmeasured(
  resources: ResourceTable,
  kind: Kind,
  view: View,
  gone: Coded<StatusCode> | null,
  obstacle: Obstacle | null,
): Judged {
  if (gone) return { status: 'broken', because: gone };
  if (obstacle) return obstacle;
  const required = judge(resources, kind, view).filter(({ need }) => isRequired(need));
  if (required.some(({ state }) => state === 'missing' || state === 'denied')) {
    return { status: 'half', because: { code: 'mapped-ungranted' } };
  }
  return required.every(({ state }) => state === 'met')
    ? { status: 'idle', because: { code: 'unmeasured' } }
    : { status: 'unknown', because: { code: 'reader-unseen', values: { principal: view.chosen.reader } } };
}

/** What one of the two ends is called that AWS says is not there. */
function goneOf(resources: ResourceTable, view: View): Coded<StatusCode> | null {
  for (const end of ['reader', 'source']) {
    if (view.evidence.parts[end]?.state === 'absent') {
      const code = resourceOf(resources, view.parts[end]?.is ?? '').endGone;
      if (code) return { code };
    }
  }
  return null;
}

/** Whether who asks is known: one that no inventory lists is known by its ARN. */
function isRead(resources: ResourceTable, { evidence, parts }: View): boolean {
  const isListed = resources[parts.reader?.is ?? '']?.listing !== undefined;
  return evidence.parts.source?.state === 'known' && (!isListed || evidence.parts.reader?.state === 'known');
}
