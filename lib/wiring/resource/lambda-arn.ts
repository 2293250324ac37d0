/** The function's name without version or alias; the text itself when it names no function. */
export function functionName(arn: string): string {
  return /:function:([^:]+)/.exec(arn)?.[1] ?? arn;
}

/** `$LATEST` is no version of its own: AWS answers mappings to it under the plain ARN. */
export function withoutLatest(functionArn: string): string {
  return functionArn.replace(/:\$LATEST$/, '');
}

/** A function's ARN without version or alias: what a person means by "the function". */
export function unqualified(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':');
}
