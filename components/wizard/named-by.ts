import type { DrawnRooms } from '@/components/resource/rooms';
import { arnReading, resourceIdOf, sourceOf } from '@/lib/wiring/resource/arn-reading';
import type { Answers } from './search-params';

/** The source that an ARN stands for, and where it names what that is read through, the answer that this is. */
export function namedBy(
  { resources, questions }: Pick<DrawnRooms, 'resources' | 'questions'>,
  arn: string,
): { source: string; answers?: Answers } {
  const source = sourceOf(resources, arn);
  const is = resourceIdOf(resources, arn);
  const asked = Object.entries(questions).find(([, { names }]) => names !== undefined && names === is)?.[0];
  if (source === arn || asked === undefined) return { source };
  return { source, answers: { [asked]: arnReading(resources).name(arn) } };
}
