import { z } from 'zod/mini';
import { isConsumerName } from '../resource/kinesis-arn';
import { question } from './setting';

const name = z.string().check(z.maxLength(128));

/** The registered consumer that is read through. Left out it is called like the function. */
const consumerName = question(
  { input: 'name', shape: z.nullable(name), schema: z.nullable(name) },
  { initial: null, problem: (text) => (text === null || isConsumerName(text) ? null : 'wizard.consumer.bad-name') },
);

export const settings = { consumerName };
