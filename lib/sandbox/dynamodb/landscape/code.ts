import type { Code } from '../../landscape/functions';

/** Says what it did for each change that it was told of, in one line. */
export function telling(done: string): Code {
  return node(`export const handler = async (event) => {
  for (const { eventName, dynamodb } of event.Records) {
    const [key] = Object.values(dynamodb.Keys).flatMap(Object.values);
    console.log('${done} %s after %s', key, eventName);
  }
};
`);
}

function node(text: string): Code {
  return { runtime: 'nodejs22.x', handler: 'index.handler', files: { 'index.mjs': text } };
}
