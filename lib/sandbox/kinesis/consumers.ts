import type { ListStreamConsumersInput, ListStreamConsumersOutput } from '@aws-sdk/client-kinesis';
import { perStream } from './limits';
import { onStream, theStream, within } from './reference';

export const listStreamConsumers = onStream<ListStreamConsumersInput, ListStreamConsumersOutput>(
  'ListStreamConsumers',
  perStream('ListStreamConsumers', 5),
  (input, call) => {
    within(input.MaxResults, 'maxResults', 1, 10_000);
    theStream(input, call);
    return { Consumers: [] };
  },
);
