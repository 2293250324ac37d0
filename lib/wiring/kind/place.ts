import { parseArn } from '../arn';
import type { Part } from '../part';

/** Where the thing of an ARN is, `region` for one whose ARN names none. The account of what is no ARN is empty. */
export function placeOf(arn: string, region = ''): Part['place'] {
  const parsed = parseArn(arn);
  if (!parsed.ok) return { accountId: '', region };
  return { accountId: parsed.arn.accountId, region: parsed.arn.region || region };
}
