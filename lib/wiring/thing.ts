import type { Read } from './read';

/** Which policy of a thing: what it may do, who may become it, what it may do at most, who may use it. */
export type Slot = 'identity' | 'trust' | 'boundary' | 'resource' | 'endpoint';

/** A policy by the name that a person knows it by. `revision` where AWS keeps one. */
export type PolicyText = { name: string; arn: string | null; document: Read<string>; revision?: string | null };

/** Something in AWS as it was read: the resource that it `is`, its ARN, and what that resource tells beside. */
export type Thing = { is: string; arn: string };
