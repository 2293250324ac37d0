import type { Message } from '@/lib/wiring/message';

export const roleForms = ['quick-create', 'cloudformation', 'terraform', 'cli'] as const;

export type RoleForm = (typeof roleForms)[number];

export type RoleFile = { name: string; content: string };

/** One way of making the role that a connection needs. */
export type RoleOffer = {
  form: RoleForm;
  /** In the order in which they are used. */
  files: RoleFile[];
  /** Where to click, for `quick-create`. */
  url?: string;
  /** What to know before. */
  note?: Message;
};
