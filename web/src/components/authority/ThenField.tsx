import { CloseButton, TextInput } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localIn } from '../../services/zone';

interface Props {
  /** Wall clock of the company's zone; nothing is now. */
  value: string | undefined;
  zone: string;
  /** Shown above the field where it stands in a form. */
  label?: string;
  onChange(value: string | undefined): void;
}

/** An instant of the past by the company's clock; empty is now. */
export function ThenField({ value, zone, label, onChange }: Props) {
  const { t } = useTranslation();
  const [now] = useState(() => localIn(zone, new Date()));
  const name = t('authority.at', { zone });
  return (
    <TextInput
      type="datetime-local"
      {...(label
        ? { label, description: t('authority.atHint', { zone }), inputWrapperOrder: ['label', 'input', 'description', 'error'] }
        : { 'aria-label': name, title: name, leftSection: <IconHistory size={15} aria-hidden /> })}
      value={value ?? ''}
      max={now}
      onChange={({ currentTarget }) => onChange(currentTarget.value.slice(0, 16) || undefined)}
      rightSection={value ? <CloseButton size="sm" aria-label={t('authority.now')} onClick={() => onChange(undefined)} /> : undefined}
      w={220}
    />
  );
}
