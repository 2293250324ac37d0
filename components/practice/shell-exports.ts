import type { PracticeAccounts } from '@/components/shell/use-practice';

/** The lines that point the `aws` CLI, and every AWS SDK, at a practice account as its administrator. */
export function shellExports(
  { endpoint, region }: PracticeAccounts,
  account: PracticeAccounts['accounts'][number],
): string {
  return [
    `export AWS_ENDPOINT_URL=${endpoint}`,
    // The JavaScript SDK reads the first, version 1 of the CLI the second.
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    `export AWS_ACCESS_KEY_ID=${account.accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${account.secretAccessKey}`,
    'unset AWS_SESSION_TOKEN AWS_PROFILE',
    'aws sts get-caller-identity',
  ].join('\n');
}
