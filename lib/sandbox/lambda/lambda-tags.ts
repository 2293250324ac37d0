import type {
  ListTagsRequest,
  ListTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-lambda';
import type { Ask, Call, Operation } from '../service';
import { controlPlane } from './ask';
import { theFunction } from './functions';
import { invalidParameter } from './lambda-fault';
import { theMapping } from './mappings';

const tagsAtMost = 50;

export const listTags: Operation<ListTagsRequest, ListTagsResponse> = {
  limit: controlPlane,
  asks: (input) => [tagAsk('ListTags', input.Resource)],
  run: (input, call) => ({ Tags: tagged(input.Resource, call).tags }),
};

export const tagResource: Operation<TagResourceRequest, void> = {
  limit: controlPlane,
  asks: (input) => [tagAsk('TagResource', input.Resource)],
  run: (input, call) => {
    const target = tagged(input.Resource, call);
    const tags = { ...target.tags, ...input.Tags };
    if (Object.keys(tags).length > tagsAtMost) {
      throw invalidParameter(`The number of tags exceeds the limit: ${tagsAtMost}`);
    }
    target.tags = tags;
  },
};

export const untagResource: Operation<UntagResourceRequest, void> = {
  limit: controlPlane,
  asks: (input) => [tagAsk('UntagResource', input.Resource)],
  run: (input, call) => {
    const target = tagged(input.Resource, call);
    const gone = new Set(input.TagKeys);
    target.tags = Object.fromEntries(Object.entries(target.tags).filter(([key]) => !gone.has(key)));
  },
};

function tagAsk(action: string, resource: string | undefined): Ask {
  const arn = resource ?? '';
  return { action: `lambda:${action}`, resource: arn, resourceAccount: arn.split(':')[4] };
}

function tagged(resource: string | undefined, call: Call): { tags: Record<string, string> } {
  const [, , , , , type, name] = (resource ?? '').split(':');
  return type === 'event-source-mapping' ? theMapping(name, call) : theFunction({ FunctionName: resource ?? '' }, call);
}
