import { Button, Group, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome, Save } from '../../services/save';

interface Props {
  save: Save;
  onCode(code: string): Promise<Outcome>;
  onDone(): void;
  onCancel(): void;
}

/** Takes the first code of a factor that is being enrolled. */
export function CodeForm({ save, onCode, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await save.run(() => onCode(code))) onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Group gap="sm" align="end">
        <TextInput label={t('me.code')} value={code} onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))} inputMode="numeric" autoComplete="one-time-code" maxLength={6} w={140} />
        <Button type="submit" loading={save.saving} disabled={code.length !== 6}>
          {t('me.confirm')}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t('directories.cancel')}
        </Button>
      </Group>
    </form>
  );
}
