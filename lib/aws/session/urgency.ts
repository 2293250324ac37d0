import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Who waits for a call: a `person` for this very one; a `screen` that fills while somebody looks at it; nobody
 * (`background`), because what is known already is only read again.
 */
export type Urgency = 'person' | 'screen' | 'background';

const urgencyOfWork = new AsyncLocalStorage<Urgency>();

/** Every call of AWS made within `work` waits its turn as one of this urgency. */
export function withUrgency<T>(urgency: Urgency, work: () => Promise<T>): Promise<T> {
  return urgencyOfWork.run(urgency, work);
}

/** Of the work that goes on here; a person waits unless it was said otherwise. */
export function currentUrgency(): Urgency {
  return urgencyOfWork.getStore() ?? 'person';
}
