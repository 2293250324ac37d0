import { z } from 'zod/mini';
import type { MessageKey } from '@/lib/messages/message-key';
import { registryOf } from '../registry';
import { type AwsOption, optionGroups, type Setting } from './setting';
import * as themes from './themes';

/** Every option of a mapping and every question of the wizard, by name. */
export const settings = registryOf(themes);

type Settings = typeof settings;

export type SettingName = keyof Settings;

type Valued<Name extends SettingName> = { -readonly [One in Name]: z.output<Settings[One]['schema']> };

type OptionName = { [Name in SettingName]: Settings[Name]['aws'] extends null ? never : Name }[SettingName];

/** Settings that are no option of a mapping: questions of the wizard, which a kind asks. */
export type QuestionName = Exclude<SettingName, OptionName>;

/** The value of every option of a mapping (domain: event-source-mapping §1). */
export type MappingSettings = Valued<OptionName>;

/** An option of a mapping by its name, whatever the type of its value. */
export type SettingOption = Setting<MappingSettings[OptionName], AnyOption> & {
  name: OptionName;
  group: (typeof optionGroups)[number];
};

/** Values of options that are not taken. */
export type Refused = { readonly [Name in OptionName]?: readonly MappingSettings[Name][] };

/** An option without the choices that are not taken. */
export function withoutRefused(option: SettingOption, refused: Refused = {}): SettingOption {
  const not: readonly unknown[] = refused[option.name] ?? [];
  if (option.input !== 'choice' || not.length === 0) return option;
  return { ...option, choices: option.choices.filter((choice) => !not.includes(choice)) };
}

/** The first option that has a value which is not taken, or `null`. */
export function refusedIn(values: Partial<MappingSettings>, refused: Refused = {}): OptionName | null {
  const isRefused = (name: OptionName) => (refused[name] as readonly unknown[] | undefined)?.includes(values[name]);
  return settingOptions.find(({ name }) => isRefused(name))?.name ?? null;
}

type AnyOption = AwsOption<MappingSettings[OptionName], string, unknown, string, never>;

// The table pairs every name with the setting of its own type, which TypeScript cannot follow through a list.
const options = Object.entries(settings)
  .filter(([, { aws }]) => aws !== null)
  .map(([name, setting]) => ({ ...setting, name })) as unknown as SettingOption[];

/** Every option of a mapping, in the order in which a person meets them. */
export const settingOptions: readonly SettingOption[] = options.sort(
  (a, b) => optionGroups.indexOf(a.group) - optionGroups.indexOf(b.group),
);

function byName<Value>(of: (option: SettingOption) => Value): Record<keyof MappingSettings, Value> {
  return Object.fromEntries(settingOptions.map((option) => [option.name, of(option)])) as Record<
    keyof MappingSettings,
    Value
  >;
}

type Shape = { [Name in keyof MappingSettings]: z.ZodMiniType<MappingSettings[Name]> };

/** What may be asked of a mapping. */
export const settingsSchema = z.object(byName(({ schema }) => schema) as Shape);

/** What a mapping may have: AWS holds values that cannot be asked for here. */
export const settingsShape = z.object(byName(({ shape }) => shape) as Shape);

/** Where a new mapping starts from. */
export const defaultSettings = byName(({ initial }) => initial) as MappingSettings;

/** What rules between options forbid, by option. */
export function settingProblems(
  values: MappingSettings,
  now: string,
): Partial<Record<keyof MappingSettings, MessageKey>> {
  return Object.fromEntries(
    settingOptions.flatMap(({ name, problem }) => {
      const key = problem?.(values[name], values, now) ?? null;
      return key === null ? [] : [[name, key]];
    }),
  );
}

/** The updatable options in which two settings differ. */
export function settingsToUpdate(wanted: MappingSettings, current: MappingSettings): (keyof MappingSettings)[] {
  return settingOptions
    .filter(({ name, updatable }) => updatable && !isSame(wanted[name], current[name]))
    .map(({ name }) => name);
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
