import type { ResourceId } from './resource/resources';

/** On which bank a thing is drawn, and nothing else: who acts for it is its place. */
export type Half = 'producer' | 'consumer';

/** `source`, `via`, `reader`, `role`, `key`, `mapping`… : what a thing is to a wire. */
export type PartName = string;

/** Where a thing is: whoever may act in that account and Region acts for it. */
export type Place = { accountId: string; region: string };

/** Its ARN; or, while that is not known, what it is looked up by: a consumer by stream and name. */
export type Ref = { arn: string } | { by: Readonly<Record<string, string>> };

/** One thing that a wire is made of. */
export type Part = {
  is: ResourceId;
  half: Half;
  place: Place;
  ref: Ref;
  /** The part in whose place it stood before: a key that the stream had, a role that the function had. */
  formerOf?: PartName;
};

export type Parts = Readonly<Record<PartName, Part>>;
