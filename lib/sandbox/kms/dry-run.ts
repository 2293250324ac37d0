import { Fault } from '../service';

/** Ends a request that only asks whether it would succeed, where it would. */
export function endDryRun(input: { DryRun?: boolean | undefined }): void {
  if (!input.DryRun) return;
  const message = 'The request would have succeeded, but the DryRun option is set.';
  throw new Fault('DryRunOperationException', message);
}
