import { Fault } from '../service';

export function invalidParameter(message: string): Fault {
  return new Fault('InvalidParameterValueException', message, 400, { Type: 'User' });
}

export function notFound(message: string): Fault {
  return new Fault('ResourceNotFoundException', message, 404, { Type: 'User' });
}

export function conflict(message: string): Fault {
  return new Fault('ResourceConflictException', message, 409, { Type: 'User' });
}

export function inUse(message: string): Fault {
  return new Fault('ResourceInUseException', message, 400, { Type: 'User' });
}
