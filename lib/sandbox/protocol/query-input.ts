import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';

/** `Tags.member.1.Key=a` as a tree: one branch a dot. */
type Branch = { value?: string; branches: Map<string, Branch> };

const strings = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: false,
});

/** Reads the form of the query protocol by the input's schema: what the clients' query serialiser wrote, backwards. */
export function readQueryInput(schema: NormalizedSchema, form: URLSearchParams): unknown {
  const root: Branch = { branches: new Map() };
  for (const [key, value] of form) plant(root, key.split('.'), value);
  return schema.isStructSchema() ? readStruct(schema, root) : {};
}

function plant(root: Branch, path: string[], value: string): void {
  let branch = root;
  for (const step of path) {
    const next: Branch = branch.branches.get(step) ?? { branches: new Map() };
    branch.branches.set(step, next);
    branch = next;
  }
  branch.value = value;
}

function read(schema: NormalizedSchema, branch: Branch): unknown {
  if (schema.isListSchema()) return readList(schema, branch);
  if (schema.isMapSchema()) return readMap(schema, branch);
  if (schema.isStructSchema()) return readStruct(schema, branch);
  return strings.read(schema, branch.value ?? '');
}

function readStruct(schema: NormalizedSchema, branch: Branch): Record<string, unknown> {
  const struct: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const found = branch.branches.get(wireName(member, name));
    if (found) struct[name] = read(member, found);
  }
  return struct;
}

function readList(schema: NormalizedSchema, branch: Branch): unknown[] {
  const member = schema.getValueSchema();
  const items = schema.getMergedTraits().xmlFlattened ? branch : branch.branches.get(wireName(member, 'member'));
  return numbered(items).map((item) => read(member, item));
}

function readMap(schema: NormalizedSchema, branch: Branch): Record<string, unknown> {
  const key = wireName(schema.getKeySchema(), 'key');
  const value = wireName(schema.getValueSchema(), 'value');
  const map: Record<string, unknown> = {};
  for (const entry of numbered(schema.getMergedTraits().xmlFlattened ? branch : branch.branches.get('entry'))) {
    const name = entry.branches.get(key)?.value;
    const found = entry.branches.get(value);
    if (name !== undefined && found) map[name] = read(schema.getValueSchema(), found);
  }
  return map;
}

function numbered(branch: Branch | undefined): Branch[] {
  const entries = [...(branch?.branches ?? [])].filter(([step]) => /^\d+$/.test(step));
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, found]) => found);
}

function wireName(schema: NormalizedSchema, fallback: string): string {
  const { xmlName } = schema.getMergedTraits() as { xmlName?: string };
  return xmlName ?? fallback;
}
