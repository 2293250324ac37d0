import { pythonAvailable } from '../../lambda/python';
import type { Code } from '../../landscape/functions';

const decode = `const payload = (record) => JSON.parse(Buffer.from(record.kinesis.data, 'base64').toString('utf8'));
`;

/** The function of the first seed: prints the event that it gets, as Python writes it, and says that it worked. */
const printingInPython: Code = {
  runtime: 'python3.12',
  handler: 'lambda_function.lambda_handler',
  files: { 'lambda_function.py': 'def lambda_handler(event, context):\n    print(event)\n    return True\n' },
};

/** The same line from JavaScript, for a machine without Python. */
const printingInJavaScript: Code = node(`const quoted = (text) => "'" + text.replace(/[\\\\']/g, '\\\\$&') + "'";

const written = (value) => {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return '[' + value.map(written).join(', ') + ']';
  return '{' + Object.entries(value).map(([key, held]) => quoted(key) + ': ' + written(held)).join(', ') + '}';
};

export const handler = async (event) => {
  process.stdout.write(written(event) + '\\n');
  return true;
};
`);

export function printing(python = pythonAvailable()): Code {
  return python ? printingInPython : printingInJavaScript;
}

/** Says what it did with each record, in one line. */
export function telling(verb: string, field: string): Code {
  return node(`${decode}
export const handler = async (event) => {
  for (const record of event.Records) {
    const { sequenceNumber, partitionKey } = record.kinesis;
    console.log('${verb} %s from record %s', payload(record).${field} ?? partitionKey, sequenceNumber);
  }
};
`);
}

/** Says what came in as one line of JSON a batch. */
export const summing: Code = node(`${decode}
export const handler = async (event) => {
  const readings = event.Records.map(payload);
  const mean = readings.reduce((sum, { celsius = 0 }) => sum + celsius, 0) / readings.length;
  console.log(JSON.stringify({ level: 'INFO', message: 'rolled up', readings: readings.length, mean }));
};
`);

/** Relies on a field that its producer does not send any more. */
export const throwing: Code = node(`${decode}
export const handler = async (event) => {
  for (const record of event.Records) {
    const session = payload(record);
    const [campaign] = session.referrer.split('/');
    console.log('scored session %s of campaign %s', session.session, campaign);
  }
};
`);

/** Shows its event as it came, and each record's text beside its key. */
export const showing: Code = node(`export const handler = async (event) => {
  console.log(JSON.stringify(event));
  for (const { kinesis } of event.Records) {
    console.log('%s: %s', kinesis.partitionKey, Buffer.from(kinesis.data, 'base64').toString('utf8'));
  }
};
`);

/** Names every record and does nothing with it; for functions that only wait to be wired. */
export const naming: Code = node(`export const handler = async (event) => {
  for (const { kinesis } of event.Records) console.log('record %s', kinesis.sequenceNumber);
};
`);

function node(text: string): Code {
  return { runtime: 'nodejs22.x', handler: 'index.handler', files: { 'index.mjs': text } };
}
