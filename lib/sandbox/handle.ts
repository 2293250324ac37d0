import { randomUUID } from 'node:crypto';
import { editAbsent, injectIntoAnswer, type Performed } from './answer-injection';
import { authenticate, refuse } from './authenticate';
import type { Clock } from './clock';
import { ConnectionReset } from './connection-reset';
import { effectOf } from './effect';
import { carryOut } from './perform';
import { protocolOf } from './protocol/protocols';
import { operationShape } from './protocol/shapes';
import type { WireAnswer, WireRequest } from './protocol/wire';
import { serviceNamed } from './served';
import { Fault, type Service } from './service';
import { readAuthorization, type Signed } from './signature';
import { clockAhead } from './surroundings';
import type { World } from './world';

/**
 * One request over the wire, from its signature to its answer. Faults are answers; only a broken connection throws.
 * `performed` is waited for after an operation that succeeded and before its answer.
 */
export async function handle(
  world: World,
  clock: Clock,
  request: WireRequest,
  performed: Performed = async () => {},
): Promise<WireAnswer> {
  const requestId = randomUUID();
  const signed = readAuthorization(request.headers.authorization ?? '');
  const service = (signed && serviceNamed(world, signed.service)) ?? unknownService(request);
  const protocol = protocolOf(request, service);
  let answer: WireAnswer;
  try {
    answer = await serve({ world, clock, request, requestId, signed, service, performed });
  } catch (error) {
    if (error instanceof ConnectionReset) throw error;
    answer = protocol.fault(asFault(error), service, request, requestId);
  }
  const date = new Date(clock.now() + clockAhead(world)).toUTCString();
  return { ...answer, headers: { ...answer.headers, date, 'x-amzn-requestid': requestId } };
}

type Exchange = {
  world: World;
  clock: Clock;
  request: WireRequest;
  requestId: string;
  signed: Signed | null;
  service: Service;
  performed: Performed;
};

async function serve(exchange: Exchange): Promise<WireAnswer> {
  const { world, clock, request, requestId, signed, service } = exchange;
  if (!signed) throw refuse(request.headers.authorization ? 'incomplete' : 'missing', service.protocol);
  const protocol = protocolOf(request, service);
  const caller = authenticate(request, signed, service.protocol, world, clock);
  const operation = protocol.operation(request, service);
  const shape = operation === null ? null : operationShape(service, operation);
  if (!operation || !shape) throw unknownOperation(service, operation);
  const input = await protocol.decode(shape, request);
  const { region } = signed;
  const { sourceIp } = request;
  const asked = { service: service.name, operation, input, caller, region, requestId, sourceIp };
  const performed = await carryOut(world, clock, asked, (target) => editAbsent(world, target, exchange.performed));
  await exchange.performed(operation, effectOf(service, operation));
  const answer = protocol.encode(shape, performed.output, request, requestId);
  return injectIntoAnswer(world, performed.request, answer, exchange.performed);
}

function unknownOperation(service: Service, operation: string | null): Fault {
  if (service.protocol === 'awsQuery') {
    return new Fault('InvalidAction', `Could not find operation ${operation ?? 'unspecified'}`);
  }
  return new Fault('UnknownOperationException', operation ? `Unknown operation ${operation}` : '', 404);
}

/** Stands in for a service that is not served, so that the answer is still in a language the client reads. */
function unknownService(request: WireRequest): Service {
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const name = readAuthorization(request.headers.authorization ?? '')?.service ?? 'unsigned';
  return { name, protocol: form ? 'awsQuery' : 'awsJson1_1', schemas: {}, throttleFault: '', operations: {} };
}

function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  console.error('practice accounts:', error);
  return new Fault(
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
    500,
  );
}
