import { functionName, streamName } from '@/lib/wiring/arn';
import type { Run } from '@/lib/wiring/run';

/** The names of the stream and the function that a run's changes touch; null for one that none of them names. */
export function endsOfRun(run: Run): { stream: string | null; reader: string | null } {
  const calls = run.steps.map(({ change }) => change.call);
  const stream = calls.map((call) =>
    'sourceArn' in call ? call.sourceArn : 'resourceArn' in call ? call.resourceArn : null,
  );
  const reader = calls.map((call) => ('functionArn' in call ? call.functionArn : null));
  const [streamArn, functionArn] = [stream, reader].map((arns) => arns.find((arn) => arn !== null) ?? null);
  return { stream: streamArn ? streamName(streamArn) : null, reader: functionArn ? functionName(functionArn) : null };
}
