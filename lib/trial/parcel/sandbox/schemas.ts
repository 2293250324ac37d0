const operationSchema = 9;
const anyJson = 15;

/** Schemas for a service that no client package has: JSON goes in and comes out as it is. */
export function jsonSchemas(namespace: string, operations: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    operations.map((name) => [`${name}$`, [operationSchema, namespace, name, 0, anyJson, anyJson]]),
  );
}
