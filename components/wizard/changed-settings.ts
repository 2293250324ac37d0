import type { MessageKey } from '@/lib/messages/message-key';
import { type MappingSettings, settingsSchema } from '@/lib/wiring/setting/settings';
import type { Choices } from './search-params';

type Changed = NonNullable<Choices['settings']>;

/**
 * The settings that differ from `base` with one more set; null when none differs. `base` is what the mapping that exists
 * has, and for a new one the defaults.
 */
export function withSetting<K extends keyof MappingSettings>(
  changed: Changed | null,
  name: K,
  value: MappingSettings[K],
  base: MappingSettings,
): Changed | null {
  const next: Changed = { ...changed, [name]: value };
  if (JSON.stringify(value) === JSON.stringify(base[name])) delete next[name];
  if (name === 'startingPosition' && value !== 'AT_TIMESTAMP') delete next.startingPositionTimestamp;
  return Object.keys(next).length === 0 ? null : next;
}

/** The key of the problem of a value by itself, or null. */
export function valueProblem(name: keyof MappingSettings, value: unknown): MessageKey | null {
  return settingsSchema.shape[name].safeParse(value).success ? null : `setting.${name}.problem`;
}
