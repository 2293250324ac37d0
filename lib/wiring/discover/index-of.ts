import type { Read } from '../read';
import type { Thing } from '../thing';

/** What was read of one list of an account in a Region. */
export type ListState = { is: string; accountId: string; region: string; read: Read<number> };

/** What an inventory knows, as kinds look at it. */
export type Index = {
  /** Every listed thing of a resource. */
  of: (is: string) => readonly Thing[];
  byArn: (arn: string) => Thing | undefined;
  /** Whether a list was read whole: only there does "not found" mean "not there". */
  listed: (is: string, accountId: string, region: string) => boolean;
};

export function indexOf(things: ReadonlyMap<string, readonly Thing[]>, lists: readonly ListState[]): Index {
  const known = new Map([...things.values()].flat().map((thing) => [thing.arn, thing]));
  const whole = new Set(
    lists.filter(({ read }) => read.state === 'known').map((one) => [one.is, one.accountId, one.region].join(' ')),
  );
  return {
    of: (is) => things.get(is) ?? [],
    byArn: (arn) => known.get(arn),
    listed: (is, accountId, region) => whole.has([is, accountId, region].join(' ')),
  };
}
