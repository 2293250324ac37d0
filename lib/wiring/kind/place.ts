import { parseArn } from '../arn';
import type { Part } from '../part';

const nowhere = { accountId: '000000000000', region: '' };

/** Where the thing of an ARN is; `region` for one whose ARN names none. */
export function placeOf(arn: string, region = ''): Part['place'] {
  const parsed = parseArn(arn);
  if (!parsed.ok) return { ...nowhere, region };
  return { accountId: parsed.arn.accountId || nowhere.accountId, region: parsed.arn.region || region };
}
