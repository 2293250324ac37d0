'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from './button';
import { Field } from './field';
import { Input } from './input';

type Props = {
  /** What must be typed, exactly. */
  name: string;
  /** The deed, on the button. */
  action: ReactNode;
  onConfirm: () => void;
  pending?: boolean;
};

/** Guards a deed that cannot be taken back: its button works once the thing's name is typed. */
export function TypeToConfirm({ name, action, onConfirm, pending }: Props) {
  const t = useTranslations('ui');
  const [typed, setTyped] = useState('');
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed === name) onConfirm();
      }}
    >
      <Field label={t.rich('typeToConfirm', { name: () => <code className="select-all">{name}</code> })}>
        {(control) => <Input mono {...control} value={typed} onChange={(event) => setTyped(event.target.value)} />}
      </Field>
      <div>
        <Button type="submit" variant="danger" disabled={typed !== name} pending={pending}>
          {action}
        </Button>
      </div>
    </form>
  );
}
