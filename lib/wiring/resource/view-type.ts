/** What a table's stream tells of an item that changed. It is chosen when the stream is switched on, and stays. */
export const viewTypes = ['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY'] as const;

export type ViewType = (typeof viewTypes)[number];
