import type { MappingSettings } from '@/lib/wiring/inventory';
import { defaultSettings, settingProblems, settingsSchema } from '@/lib/wiring/settings';
import type { Choices } from './search-params';

type Changed = NonNullable<Choices['settings']>;

/** The settings that differ from their defaults with one more set; null when none differs. */
export function withSetting<K extends keyof MappingSettings>(
  changed: Changed | null,
  name: K,
  value: MappingSettings[K],
): Changed | null {
  const next: Changed = { ...changed, [name]: value };
  if (JSON.stringify(value) === JSON.stringify(defaultSettings[name])) delete next[name];
  if (name === 'startingPosition' && value !== 'AT_TIMESTAMP') delete next.startingPositionTimestamp;
  return Object.keys(next).length === 0 ? null : next;
}

/** The key of the problem of a value by itself, or null. */
export function valueProblem<K extends keyof MappingSettings>(name: K, value: unknown): string | null {
  return settingsSchema.shape[name].safeParse(value).success ? null : `setting.${name}.problem`;
}

/** Settings that cannot stand as they are, by name, with the key of the reason. */
export function problemsOf(changed: Changed | null, now: string): Partial<Record<keyof MappingSettings, string>> {
  return settingProblems({ ...defaultSettings, ...changed }, now);
}
