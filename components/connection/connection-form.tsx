'use client';

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Failure } from '@/components/ui/failure';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import { useWords } from '@/components/ui/words';
import { expectResource } from '@/lib/wiring/resource/arn-reading';
import { resources } from '@/lib/wiring/resource/resources';
import { type ConnectionDraft, connectionDraft, suggestedRole, withSuggestedRole } from './connection-draft';
import { RegionPicker } from './region-picker';

type Props = {
  initial: ConnectionDraft;
  submit: ReactNode;
  onSubmit: (draft: ConnectionDraft) => void;
  pending: boolean;
  error: unknown;
};

/** Name, what Tributary may do, which role, which Regions; every problem in words beside its field. */
export function ConnectionForm({ initial, submit, onSubmit, pending, error }: Props) {
  const t = useTranslations('connection.form');
  const words = useWords();
  const { control, register, handleSubmit, formState, setValue, watch } = useForm<ConnectionDraft>({
    defaultValues: initial,
    resolver: standardSchemaResolver(connectionDraft),
    mode: 'onTouched',
  });
  const { errors } = formState;
  const said = (message: string | undefined) => (message ? t(`problem.${message as 'name'}`) : undefined);
  const typedArn = watch('roleArn');
  const parsed = expectResource(resources, typedArn, ['iam-role']);
  const arnProblem =
    errors.roleArn && !parsed.ok && typedArn.trim() ? words(parsed.problem) : said(errors.roleArn?.message);
  const role = register('roleArn', {
    onBlur: () => setValue('roleArn', withSuggestedRole(typedArn), { shouldValidate: true }),
  });
  return (
    <form noValidate className="grid gap-6" onSubmit={(event) => void handleSubmit(onSubmit)(event)}>
      <Controller
        control={control}
        name="mode"
        render={({ field }) => (
          <fieldset className="grid gap-2">
            <legend className="mb-2 font-medium">{t('mode')}</legend>
            <RadioCards
              label={t('mode')}
              value={field.value}
              onChange={field.onChange}
              className="sm:grid-cols-2"
              options={(['may-change', 'read-only'] as const).map((mode) => ({
                value: mode,
                title: t(`modes.${mode}.title`),
                text: t(`modes.${mode}.text`),
              }))}
            />
          </fieldset>
        )}
      />
      <Field label={t('name')} hint={t('nameHint')} error={said(errors.name?.message)} required>
        {(attributes) => <Input {...attributes} {...register('name')} maxLength={80} />}
      </Field>
      <Field label={t('roleArn')} hint={t('roleArnHint')} error={arnProblem} required>
        {(attributes) => <Input mono {...attributes} {...role} placeholder={suggestedRole('111122223333')} />}
      </Field>
      <Controller
        control={control}
        name="regions"
        render={({ field }) => (
          <Field label={t('regions')} hint={t('regionsHint')} error={said(regionsMessage(errors.regions))} required>
            {(attributes) => (
              <RegionPicker
                control={attributes}
                value={field.value}
                onChange={field.onChange}
                partition={parsed.ok ? parsed.arn.partition : 'aws'}
              />
            )}
          </Field>
        )}
      />
      {error ? <Failure error={error} /> : null}
      <div>
        <Button type="submit" variant="primary" pending={pending}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** A list has a message of its own, or that of its first bad entry. */
function regionsMessage(
  error: { message?: string } | ({ message?: string } | undefined)[] | undefined,
): string | undefined {
  if (!error) return undefined;
  if (Array.isArray(error)) return error.find((one) => one?.message)?.message;
  return error.message;
}
