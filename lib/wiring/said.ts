/** A sentence as a key of `lib/messages` with its values; screens translate it, `lib` never speaks. */
export type Said = { key: string; values?: Record<string, string | number> };
