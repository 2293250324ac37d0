import type { StatusCode } from './code';
import type { WireStatus } from './discover/status';
import type { Message } from './message';
import type { Half, PartName } from './part';
import type { WireFields } from './projection';

/** Whose half of a wire is where. `connectionId` is `null` where no connection reaches the account. */
export type WireEnd = { accountId: string; connectionId: string | null };

/** A wire as it was found. The fields of the HTTP API that name its ends stand beside. */
export type Wire = WireFields &
  Record<Half, WireEnd> & {
    /** Stable: made from the kind and the lasting names of what it joins. */
    id: string;
    kind: string;
    region: string;
    /** The ARN of every part of which it is known. */
    parts: Readonly<Record<PartName, string>>;
    /** `whole`, `granted-unread` (a policy names a role, no mapping reads), `mapped-ungranted`. */
    shape: 'whole' | 'granted-unread' | 'mapped-ungranted';
    status: WireStatus;
    /** Why this status, for whatever reads it; `because` says it. AWS's words stay with what moves the records. */
    code: StatusCode;
    because: Message;
    /** When Tributary first saw this status and result, ISO. */
    since: string | null;
  };
