import { expect, test } from 'vitest';
import { defaultSettings, settingsSchema } from '@/lib/wiring/setting/settings';
import { route } from './route';

test('what a schema has against a value is answered in words, its own or those of the option', async () => {
  const asked = { ...defaultSettings, enabled: 'on', filters: ['no JSON'], onFailureDestinationArn: 'x' };
  const answering = route(() => Response.json(settingsSchema.parse(asked)));
  const answer = await answering(new Request('http://127.0.0.1:3000/api/plans'), {});
  expect(answer.status).toBe(400);
  const { faults } = (await answer.json()).values;
  expect(faults).toContain(
    'filters.0: A filter is a JSON object of at most 4,096 characters, such as {"data":{"type":["order"]}}.',
  );
  expect(faults).toContain('onFailureDestinationArn: Give the ARN of a standard SQS queue');
  expect(faults).toMatch(/enabled: Invalid input/);
  expect(faults).not.toContain('setting.');
});
