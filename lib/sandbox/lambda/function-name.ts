import { invalidParameter, notFound } from './lambda-fault';
import type { FunctionRecord, LambdaState } from './lambda-state';

export type FunctionReference = { accountId: string; region: string; name: string; qualifier: string | null };

const forms = [
  /^arn:aws[a-zA-Z-]*:lambda:(?<region>[a-z0-9-]+):(?<accountId>\d{12}):function:(?<name>[a-zA-Z0-9-_]+)(?::(?<qualifier>\$LATEST|[a-zA-Z0-9-_]+))?$/,
  /^(?<accountId>\d{12}):function:(?<name>[a-zA-Z0-9-_]+)(?::(?<qualifier>\$LATEST|[a-zA-Z0-9-_]+))?$/,
  /^(?<accountId>\d{12}):(?<name>[a-zA-Z0-9-_]+)(?::(?<qualifier>\$LATEST|[a-zA-Z0-9-_]+))?$/,
  /^(?:function:)?(?<name>[a-zA-Z0-9-_]+)(?::(?<qualifier>\$LATEST|[a-zA-Z0-9-_]+))?$/,
];

/** Reads a name, a partial ARN or a full ARN, each with or without a qualifier. `null` when it is none of them. */
export function parseFunctionReference(
  text: string,
  here: { accountId: string; region: string },
): FunctionReference | null {
  for (const form of forms) {
    const groups = form.exec(text)?.groups;
    if (!groups?.name || groups.name.length > 64) continue;
    return {
      accountId: groups.accountId ?? here.accountId,
      region: groups.region ?? here.region,
      name: groups.name,
      qualifier: groups.qualifier ?? null,
    };
  }
  return null;
}

function functionArn(reference: FunctionReference): string {
  return `arn:aws:lambda:${reference.region}:${reference.accountId}:function:${reference.name}`;
}

/** The ARN that IAM is asked about. What is no function name is asked about as it came. */
export function functionArnOf(text: string, here: { accountId: string; region: string }): string {
  const reference = parseFunctionReference(text, here);
  return reference ? functionArn(reference) : `arn:aws:lambda:${here.region}:${here.accountId}:function:${text}`;
}

/**
 * The function that a request names, in the request's own account and Region.
 * @throws Fault ResourceNotFoundException, in AWS's words
 */
export function findFunction(
  state: LambdaState,
  text: string,
  here: { accountId: string; region: string },
  qualifier?: string,
): FunctionRecord {
  const reference = parseFunctionReference(text, here);
  if (!reference) {
    throw invalidParameter(`The provided function name is not valid: ${text}`);
  }
  const version = qualifier ?? reference.qualifier;
  const arn = functionArn(reference);
  const found = reference.region === here.region ? state.functions.get(reference.name) : undefined;
  if (!found || found.arn !== arn || (version !== null && version !== '$LATEST')) {
    throw notFound(`Function not found: ${version ? `${arn}:${version}` : arn}`);
  }
  return found;
}
