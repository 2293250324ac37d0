import { type StreamSpecification, StreamViewType } from '@aws-sdk/client-dynamodb';
import { outOfModel } from '../out-of-model';
import { invalidParameter } from './invalid';

const viewTypes: readonly string[] = Object.values(StreamViewType);

/**
 * The view type of a stream that is to be switched on, `null` where none is.
 * @throws Fault ValidationException
 */
export function checkViewType(asked: StreamSpecification | undefined): StreamViewType | null {
  if (!asked) return null;
  const { StreamEnabled: on, StreamViewType: type } = asked;
  if (on === undefined) throw outOfModel(undefined, 'streamSpecification.streamEnabled', 'not be null');
  if (!on) {
    if (type !== undefined) throw invalidParameter('StreamViewType may not be specified while StreamEnabled is false');
    return null;
  }
  if (type === undefined) throw invalidParameter('StreamViewType is required while StreamEnabled is true');
  if (!viewTypes.includes(type)) {
    const known = `satisfy enum value set: [${viewTypes.join(', ')}]`;
    throw outOfModel(type, 'streamSpecification.streamViewType', known);
  }
  return type;
}
