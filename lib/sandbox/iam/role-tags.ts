import type * as iam from '@aws-sdk/client-iam';
import type { Operation } from '../service';
import { requestTags, roleAsk, tagList, tagRecord, theRole } from './entities';
import { publish } from './grants';
import { page } from './page';

export const tagRole: Operation<iam.TagRoleRequest, object> = {
  asks: ({ RoleName, Tags }, call) => roleAsk(call, 'TagRole', RoleName, requestTags(Tags)),
  run: ({ RoleName, Tags }, call) => {
    const role = theRole(call, RoleName);
    role.tags = tagRecord([...tagList(role.tags), ...(Tags ?? [])]);
    publish(role, call.clock);
    return {};
  },
};

export const untagRole: Operation<iam.UntagRoleRequest, object> = {
  asks: ({ RoleName, TagKeys = [] }, call) => roleAsk(call, 'UntagRole', RoleName, { 'aws:TagKeys': TagKeys }),
  run: ({ RoleName, TagKeys = [] }, call) => {
    const role = theRole(call, RoleName);
    for (const key of TagKeys) delete role.tags[key];
    publish(role, call.clock);
    return {};
  },
};

export const listRoleTags: Operation<iam.ListRoleTagsRequest, iam.ListRoleTagsResponse> = {
  asks: ({ RoleName }, call) => roleAsk(call, 'ListRoleTags', RoleName),
  run: (input, call) => {
    const { items, position } = page(tagList(theRole(call, input.RoleName).tags), input);
    return { Tags: items, ...position };
  },
};
