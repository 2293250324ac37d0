import type {
  AddTagsToStreamInput,
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  ListTagsForStreamInput,
  ListTagsForStreamOutput,
  RemoveTagsFromStreamInput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-kinesis';
import { within } from '../out-of-model';
import { Fault } from '../service';
import { perStream } from './limits';
import { onStream, theStream } from './reference';
import { onResource, type Resource, theResource } from './resource';

const MOST_TAGS = 50;

export const addTagsToStream = onStream<AddTagsToStreamInput, object>(
  'AddTagsToStream',
  perStream('AddTagsToStream', 5),
  (input, call) => tag(theStream(input, call), input.Tags ?? {}),
);

export const removeTagsFromStream = onStream<RemoveTagsFromStreamInput, object>(
  'RemoveTagsFromStream',
  perStream('RemoveTagsFromStream', 5),
  (input, call) => untag(theStream(input, call), input.TagKeys ?? []),
);

export const listTagsForStream = onStream<ListTagsForStreamInput, ListTagsForStreamOutput>(
  'ListTagsForStream',
  perStream('ListTagsForStream', 5),
  (input, call) => {
    within(input.Limit, 'limit', 1, MOST_TAGS);
    const after = input.ExclusiveStartTagKey ?? '';
    const rest = tagsOf(theStream(input, call)).filter(({ Key }) => Key > after);
    const page = rest.slice(0, input.Limit ?? 10);
    return { Tags: page, HasMoreTags: rest.length > page.length };
  },
);

export const tagResource = onResource<TagResourceInput, object>(
  'TagResource',
  perStream('TagResource', 5),
  (input, call) => tag(theResource(input, call), input.Tags ?? {}),
);

export const untagResource = onResource<UntagResourceInput, object>(
  'UntagResource',
  perStream('UntagResource', 5),
  (input, call) => untag(theResource(input, call), input.TagKeys ?? []),
);

export const listTagsForResource = onResource<ListTagsForResourceInput, ListTagsForResourceOutput>(
  'ListTagsForResource',
  perStream('ListTagsForResource', 5),
  (input, call) => ({ Tags: tagsOf(theResource(input, call)) }),
);

export function checkTags(tags: Record<string, string>): void {
  const entries = Object.entries(tags);
  if (entries.length > MOST_TAGS) {
    throw new Fault('InvalidArgumentException', `Failed to add tags: a resource can have at most ${MOST_TAGS} tags.`);
  }
  for (const [key, value] of entries) {
    if (/^[\p{L}\p{Z}\p{N}_.:/=+\-%@]{1,128}$/u.test(key) && /^[\p{L}\p{Z}\p{N}_.:/=+\-%@]{0,256}$/u.test(value))
      continue;
    throw new Fault('InvalidArgumentException', `Some tags contain invalid characters or are too long: ${key}.`);
  }
}

function tag(resource: Resource, tags: Record<string, string>): object {
  const all = { ...resource.tags, ...tags };
  checkTags(all);
  resource.tags = all;
  return {};
}

function untag(resource: Resource, keys: string[]): object {
  resource.tags = Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !keys.includes(key)));
  return {};
}

function tagsOf(resource: Resource): { Key: string; Value: string }[] {
  const tags = Object.entries(resource.tags).map(([Key, Value]) => ({ Key, Value }));
  return tags.sort((a, b) => (a.Key < b.Key ? -1 : 1));
}
