import type { TailEvent, TailStatus } from '@/lib/wiring/log-line';

/** How a tail stands: going, or stopped in a way that has a name. */
export type TailState =
  | { state: 'connecting' }
  | { state: 'following'; status: TailStatus }
  | { state: 'reconnecting'; attempt: number; seconds: number; message: string }
  | { state: 'missing-group'; group: string }
  | { state: 'refused'; action: string; principal: string; message: string }
  /** Nobody looks: the page has been hidden for a while. */
  | { state: 'hidden' }
  | { state: 'stopped' }
  | { state: 'ended' }
  | { state: 'failed'; message: string };

/** How the tail stands after an event; lines and what is said of them change nothing. */
export function afterEvent(old: TailState, event: TailEvent): TailState {
  switch (event.type) {
    case 'lines':
    case 'gap':
    case 'fallback':
      return old;
    case 'status':
      return { state: 'following', status: event };
    case 'missing-group':
      return { state: 'missing-group', group: event.group };
    case 'refused':
      return { state: 'refused', action: event.action, principal: event.principal, message: event.message };
    case 'reconnecting':
      return { state: 'reconnecting', attempt: event.attempt, seconds: event.afterSeconds, message: event.message };
    case 'ended':
      if (old.state === 'refused') return old;
      return event.reason === 'session-limit' ? { state: 'ended' } : { state: 'failed', message: event.message ?? '' };
  }
}

/** Whether asking again by oneself makes no sense. */
export function isOver(state: TailState): boolean {
  return state.state === 'ended' || state.state === 'failed' || state.state === 'refused' || state.state === 'stopped';
}
