import type {
  ListTagsOfResourceInput,
  ListTagsOfResourceOutput,
  Tag,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-dynamodb';
import type { Call, Operation } from '../service';
import type { Table } from './dynamodb-state';
import { invalid, invalidParameter } from './invalid';
import { askOnTable, theTable } from './table-reference';

const MOST_TAGS = 50;
const text = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export const tagResource = onTable<TagResourceInput, object>('TagResource', (table, input) => {
  table.tags = tagsWith(table.tags, input.Tags);
  return {};
});

export const untagResource = onTable<UntagResourceInput, object>('UntagResource', (table, input) => {
  const gone = input.TagKeys ?? [];
  table.tags = Object.fromEntries(Object.entries(table.tags).filter(([key]) => !gone.includes(key)));
  return {};
});

export const listTagsOfResource = onTable<ListTagsOfResourceInput, ListTagsOfResourceOutput>(
  'ListTagsOfResource',
  ({ tags }) => ({ Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
);

/** The tags of a table once others have been added. */
export function tagsWith(present: Record<string, string>, tags: readonly Tag[] = []): Record<string, string> {
  for (const { Key = '', Value = '' } of tags) {
    const good = Key.length >= 1 && Key.length <= 128 && Value.length <= 256 && text.test(Key) && text.test(Value);
    if (!good || /^aws:/i.test(Key)) throw invalidParameter(`Tag key or value is invalid: ${Key}`);
  }
  const all = { ...present, ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])) };
  if (Object.keys(all).length > MOST_TAGS) throw invalid(`Too many tags: a resource can have at most ${MOST_TAGS}.`);
  return all;
}

function onTable<Input extends { ResourceArn: string | undefined }, Output>(
  action: string,
  run: (table: Table, input: Input) => Output,
): Operation<Input, Output> {
  const reference = ({ ResourceArn }: Input) => ({ TableName: ResourceArn });
  return {
    asks: (input, call) => [askOnTable(action, reference(input), call)],
    run: (input, call: Call) => run(theTable(reference(input), call), input),
  };
}
