import type { Tag } from '@aws-sdk/client-kms';
import type { ConditionContext } from '@/lib/policy/question';
import { Fault } from '../service';

const mostTags = 50;

/** The tags of a key once others have been added. */
export function tagRecord(present: Record<string, string>, tags: Tag[] = []): Record<string, string> {
  const reserved = tags.some(({ TagKey = '' }) => TagKey === '' || TagKey.startsWith('aws:'));
  if (reserved) throw new Fault('TagException', 'Tag keys must not be empty or begin with aws:.');
  const added = tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue] as const);
  const all = { ...present, ...Object.fromEntries(added) };
  if (Object.keys(all).length > mostTags) throw new Fault('LimitExceededException', 'Too many tags');
  return all;
}

export function requestTags(tags: Tag[] = []): ConditionContext {
  if (tags.length === 0) return {};
  const values = tags.map(({ TagKey = '', TagValue = '' }) => [`aws:RequestTag/${TagKey}`, TagValue] as const);
  return { 'aws:TagKeys': tags.map(({ TagKey = '' }) => TagKey), ...Object.fromEntries(values) };
}
