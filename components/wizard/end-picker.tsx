'use client';

import { type KeyboardEvent, useId, useState } from 'react';
import { useRooms } from '@/components/resource/rooms';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useWords } from '@/components/ui/words';
import { arnReading, sourceOf } from '@/lib/wiring/resource/arn-reading';
import type { ResourceTable } from '@/lib/wiring/resource/resources';
import { checkEnd, type End, type Expected, looksLikeArn } from './check-end';
import { type EndOption, EndOptions } from './end-options';
import { OtherKind } from './other-kind';
import { useEndWords } from './use-end-words';
import { useKind } from './use-kind';
import { useWizard } from './wizard-context';

type Props = {
  end: 'source' | 'reader';
  expected: Expected;
  options: EndOption[];
  chosen: string | null;
  /** The Region that the other end fixes. */
  region: string | null;
  onChoose: (option: { arn: string; connectionId: string } | null) => void;
  /** More is asked beneath, so the list keeps itself short. */
  short?: boolean;
  /** Enter on what is already chosen. */
  onEnter: () => void;
};

/** Finds one end of the wire: search among what is listed, or paste an ARN and be told at once what is wrong with it. */
export function EndPicker({ end, expected, options, chosen, region, short, onChoose, onEnter }: Props) {
  const say = useEndWords(expected[0]);
  const words = useWords();
  const { connections, choose } = useWizard();
  const kind = useKind();
  const { resources } = useRooms();
  const [text, setText] = useState('');
  const [active, setActive] = useState(-1);
  const listId = useId();
  const pasted = looksLikeArn(text) ? checkEnd(resources, text, expected, connections, region) : null;
  const shown = pasted ? pastedOption(resources, pasted, options) : matching(options, text).slice(0, LONGEST);
  const take = (value: string) => {
    setText(value);
    setActive(-1);
    if (!looksLikeArn(value)) return;
    const found = checkEnd(resources, value, expected, connections, region);
    onChoose(found.ok ? { arn: found.arn, connectionId: found.connection.id } : null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey) return;
    const last = shown.length - 1;
    const to = { ArrowDown: Math.min(active + 1, last), ArrowUp: Math.max(active - 1, 0) }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setActive(to);
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const option = shown[active] ?? (shown.length === 1 ? shown[0] : undefined);
    if (option && option.arn !== chosen) onChoose(option);
    else if (chosen) onEnter();
  };
  return (
    <div className="grid gap-3">
      <Field label={say('label')} error={pasted && !pasted.ok ? words(pasted.problem) : undefined}>
        {(control) => (
          <Input
            {...control}
            mono
            role="combobox"
            aria-expanded={shown.length > 0}
            aria-controls={listId}
            aria-activedescendant={shown[active] ? `${listId}-${active}` : undefined}
            aria-autocomplete="list"
            placeholder={say('placeholder')}
            value={text}
            onChange={(event) => take(event.target.value)}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      {end === 'source' && pasted && !pasted.ok ? (
        <OtherKind arn={text} chosen={kind.id} onChoose={(other) => choose({ kind: other })} />
      ) : null}
      <EndOptions
        end={end}
        is={expected[0]}
        listId={listId}
        options={shown}
        more={pasted ? 0 : Math.max(0, matching(options, text).length - LONGEST)}
        text={text}
        all={options}
        region={region}
        active={active}
        short={short}
        chosen={chosen}
        judging={pasted !== null}
        onChoose={onChoose}
      />
    </div>
  );
}

/** A pasted ARN that fits is the one option, as it is listed or, before its list is read, by its ARN. */
function pastedOption(resources: ResourceTable, end: End, options: EndOption[]): EndOption[] {
  if (!end.ok) return [];
  const { region, connection } = end;
  const arn = sourceOf(resources, end.arn);
  const { name } = arnReading(resources);
  return [
    options.find((option) => option.arn === arn) ?? {
      arn,
      name: name(arn),
      region,
      connectionId: connection.id,
      remark: end.arn,
    },
  ];
}

/** More would only be scrolled past: typing narrows them. */
const LONGEST = 100;

function matching(options: EndOption[], text: string): EndOption[] {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? options : options.filter(({ name, arn }) => `${name} ${arn}`.toLowerCase().includes(wanted));
}
