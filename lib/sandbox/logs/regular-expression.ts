import { invalidParameter } from './group-reference';

/** What may stand between two `%`. */
export const EXPRESSION = '%((?:[^%\\\\]|\\\\.)+)%';

/** Anything else must be escaped; CloudWatch Logs knows no groups. */
const allowed = /^(?:[\p{L}\p{N}\s:_#=@/;,\-^$?[\]{}|*+.]|\\.)+$/u;

/**
 * The regular expression of a filter pattern: `%4[0-9]{2}%`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function regularExpression(text: string): RegExp {
  if (!allowed.test(text)) throw invalidParameter('Invalid filter pattern');
  try {
    return new RegExp(text);
  } catch {
    throw invalidParameter('Invalid filter pattern');
  }
}
