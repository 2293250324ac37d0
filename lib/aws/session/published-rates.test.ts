import { expect, it } from 'vitest';
import { awsServices } from '../aws-services';
import { publishedRate } from './published-rates';

it('a log group is searched at the rate of its Region', () => {
  const rate = (region: string) => publishedRate('CloudWatch Logs', 'FilterLogEvents', region)?.perSecond;
  expect(['us-east-1', 'eu-central-1', 'eu-west-1'].map(rate)).toEqual([25, 5, 10]);
});

it('a service that only the caller knows has its rates', () => {
  const rates = { ListQueues: { perSecond: 7 } };
  const queue = { serviceId: 'SQS', order: 0, rates, permissions: { reads: [] }, probes: {} };
  expect(publishedRate('SQS', 'ListQueues', 'us-east-1')).toBeNull();
  expect(publishedRate('SQS', 'ListQueues', 'us-east-1', [...awsServices, queue])?.perSecond).toBe(7);
});
