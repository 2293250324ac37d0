/** The role's name without its path. */
export function roleName(arn: string): string {
  return /:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1] ?? arn;
}

/** The ARN of a role, its path included, in the commercial partition. */
export function roleArn(accountId: string, pathAndName: string): string {
  return `arn:aws:iam::${accountId}:role/${pathAndName}`;
}
