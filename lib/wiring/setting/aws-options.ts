import type { AwsOption } from './setting';
import { isSame, type MappingSettings, type SettingOption, settingOptions, settings } from './settings';

type Name = keyof MappingSettings;
type Aws<One extends Name> = (typeof settings)[One]['aws'];

type FieldOf<Option> = Option extends AwsOption<infer _V, infer _N, infer _W, infer Field, infer _A> ? Field : never;

/** Options of a mapping as the SDK and CloudFormation write them. */
export type WrittenOptions = { [One in Name as Aws<One>['name']]?: ReturnType<Aws<One>['to']> };

/** What Lambda answers of a mapping that tells its options. */
export type AnsweredOptions = { [One in Name as FieldOf<Aws<One>>]?: Parameters<Aws<One>['from']>[0] };

/** The options that a new mapping is made with: those that count, and that it would not have by itself. */
export function optionsToCreate(values: MappingSettings): Name[] {
  const isWritten = ({ name, applies, aws }: SettingOption) =>
    (applies?.(values) ?? true) && !('omitted' in aws && isSame(aws.omitted, values[name]));
  return settingOptions.filter(isWritten).map(({ name }) => name);
}

/** As the SDK and CloudFormation write them. */
export function writtenOptions(names: readonly Name[], values: MappingSettings): WrittenOptions {
  return Object.fromEntries(names.map((name) => [settings[name].aws.name, written(name, values)])) as WrittenOptions;
}

/** The options of a mapping as Lambda answers it. */
export function answeredOptions(answer: AnsweredOptions): MappingSettings {
  const fields: Readonly<Record<string, unknown>> = answer;
  return Object.fromEntries(
    settingOptions.map(({ name, aws }) => [name, aws.from(fields[aws.field ?? aws.name] as never)]),
  ) as MappingSettings;
}

type CommandOptions = { options: [name: string, value: string | number][]; flags: string[] };

/** As the `aws` CLI takes them: switches as flags, structures as JSON. */
export function commandOptions(names: readonly Name[], values: MappingSettings): CommandOptions {
  const found: CommandOptions = { options: [], flags: [] };
  for (const name of names) {
    const option = kebab(settings[name].aws.name);
    const value = written(name, values);
    if (typeof value === 'boolean') found.flags.push(value ? `--${option}` : `--no-${option}`);
    else found.options.push([option, inCommand(value, values[name])]);
  }
  return found;
}

/** A moment is written as it was given. */
function inCommand(value: unknown, given: unknown): string | number {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.join(' ') || '[]';
  if (value instanceof Date) return String(given);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function written(name: Name, values: MappingSettings): unknown {
  // The table pairs every name with an option of its own type, which TypeScript cannot follow by a lookup.
  return (settings[name].aws.to as (value: unknown) => unknown)(values[name]);
}

/** `maximum-retry-attempts` of `MaximumRetryAttempts` */
function kebab(name: string): string {
  return name.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
}
