import { describe, expect, test } from 'vitest';
import { awsServices } from '../aws-services';
import { callFault, type FaultNature } from './call-fault';
import { StaleChangeError } from './change-errors';
import { UnreadableAnswer } from './refusal';

function thrown(name: string, message: string, httpStatusCode?: number): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode, requestId: 'r-1' } });
}

const cases: [sentence: string, error: unknown, nature: FaultNature][] = [
  [
    'a stream the role cannot reach may be ungranted or not propagated',
    thrown(
      'InvalidParameterValueException',
      'Cannot access stream arn:aws:kinesis:…. Please ensure the role can perform …',
      400,
    ),
    'unready',
  ],
  [
    'a role seconds old cannot be assumed yet',
    thrown('InvalidParameterValueException', 'The role defined for the function cannot be assumed by Lambda.', 400),
    'unready',
  ],
  [
    'a batch size out of range is nothing to wait for',
    thrown('InvalidParameterValueException', 'batchSize', 400),
    'other',
  ],
  ['a broken rate limit', thrown('TooManyRequestsException', 'Rate exceeded', 429), 'throttled'],
  [
    'a role that has as many policies as it may',
    thrown('LimitExceededException', 'Cannot exceed quota for PoliciesPerRole: 10', 409),
    'other',
  ],
  ['HTTP 429 without a known code', thrown('Unknown', 'slow down', 429), 'throttled'],
  ['a mapping that is still Updating', thrown('ResourceInUseException', 'in use', 400), 'in-use'],
  [
    'a policy of a table’s stream that was written seconds ago',
    thrown('ValidationException', 'Policy updates are too frequent. Wait 15 seconds.', 400),
    'in-use',
  ],
  ['a fault of AWS', thrown('ServiceException', 'An error occurred', 500), 'transient'],
  ['a torn connection', Object.assign(new Error('read ECONNRESET'), { name: 'Error' }), 'transient'],
  ['a page of HTML instead of JSON', new SyntaxError('Unexpected token < in JSON'), 'transient'],
  [
    'an answer that breaks off, as the SDK says it',
    thrown('Error', 'Unterminated string in JSON\n  Deserialization error: to see the raw response, inspect …', 200),
    'transient',
  ],
  [
    'an answer without what AWS always gives',
    new UnreadableAnswer('The endpoint answered without Policy.'),
    'transient',
  ],
  [
    'a session that expired while the server’s own credentials are being renewed',
    thrown('ExpiredTokenException', 'The security token included in the request is expired', 403),
    'transient',
  ],
  ['a refusal', thrown('AccessDeniedException', 'User: … is not authorized to perform …', 403), 'refused'],
  ['a policy changed by somebody else', new StaleChangeError('changed'), 'stale'],
];

describe('the nature of a fault', () => {
  test.each(cases)('%s', (_, error, nature) => {
    expect(callFault(error, awsServices).nature).toBe(nature);
  });

  test.each(awsServices.flatMap(({ serviceId, faults = [] }) => faults.map((fault) => [serviceId, fault] as const)))(
    'every fault of %s says where it was seen',
    (_, { source }) => expect(source).toMatch(/^F\d{2,3}(, F\d{2,3})*$/),
  );

  test('a service that only the caller knows has its own', () => {
    const error = thrown('InvalidOperation', 'The queue is being drained.', 400);
    const faults = [{ means: 'in-use', text: /being drained/, source: 'F00' }] as const;
    expect(callFault(error, awsServices).nature).toBe('other');
    const queue = { serviceId: 'SQS', order: 0, faults, permissions: { reads: [] }, probes: {} };
    expect(callFault(error, [...awsServices, queue]).nature).toBe('in-use');
  });

  test('keeps the words and the request id of AWS', () => {
    const fault = callFault(thrown('ServiceException', 'An error occurred', 500), awsServices);
    expect(fault).toMatchObject({
      code: 'ServiceException',
      message: 'An error occurred',
      requestId: 'r-1',
      status: 500,
    });
  });
});
