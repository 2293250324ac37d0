import type {
  ListResourceTagsRequest,
  ListResourceTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-kms';
import { mustNotBePendingDeletion } from './key-states';
import { onKey } from './on-key';
import { pageOf } from './page';
import { requestTags, tagRecord } from './tag-record';

export const tagResource = onKey<TagResourceRequest, object>(
  'TagResource',
  { perSecond: 10, ownAccountOnly: true, asking: ({ Tags }) => ({ context: requestTags(Tags) }) },
  (key, { Tags }) => {
    mustNotBePendingDeletion(key);
    key.tags = tagRecord(key.tags, Tags);
    return {};
  },
);

export const untagResource = onKey<UntagResourceRequest, object>(
  'UntagResource',
  { perSecond: 10, ownAccountOnly: true, asking: ({ TagKeys = [] }) => ({ context: { 'aws:TagKeys': TagKeys } }) },
  (key, { TagKeys = [] }) => {
    mustNotBePendingDeletion(key);
    for (const name of TagKeys) delete key.tags[name];
    return {};
  },
);

export const listResourceTags = onKey<ListResourceTagsRequest, ListResourceTagsResponse>(
  'ListResourceTags',
  { perSecond: 2000, ownAccountOnly: true },
  (key, input) => {
    const tags = Object.entries(key.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
    const { page, rest } = pageOf(tags, input, 50);
    return { Tags: page, ...rest };
  },
);
