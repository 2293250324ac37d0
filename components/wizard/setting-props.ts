import type { MessageKey } from '@/lib/messages/message-key';
import type { MappingSettings, SettingOption } from '@/lib/wiring/setting/settings';

export type SettingRowProps = {
  option: SettingOption;
  settings: MappingSettings;
  /** The value before anything was changed. */
  base: unknown;
  /** AWS does not change this on a mapping that exists. */
  fixed: boolean;
  /** The key of what other settings forbid about this one. */
  problem: MessageKey | undefined;
  onSet: <K extends keyof MappingSettings>(name: K, value: MappingSettings[K]) => void;
  onJudge: (name: keyof MappingSettings, good: boolean) => void;
};

export type SettingControlProps<Input extends SettingOption['input'] = SettingOption['input']> = Pick<
  SettingRowProps,
  'settings' | 'onSet'
> & {
  option: Extract<SettingOption, { input: Input }>;
  /** Prefix of the ids that the row's label and error carry. */
  id: string;
  bad: boolean;
  /** The key of what is wrong with the value as it is typed, or null. */
  onJudge: (problem: MessageKey | null) => void;
};
