import { Button, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useApplicationChanges, type Application } from '../../services/applications';
import { useSave } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import { ApplicationFields } from './ApplicationFields';
import { blank, complete, sentOf } from './fields';

interface Props {
  onMade(application: Application, secret: string | null): void;
}

/** Registers an application at the front door. */
export function RegisterForm({ onMade }: Props) {
  const { t } = useTranslation();
  const [value, setValue] = useState(blank);
  const changes = useApplicationChanges();
  const save = useSave();
  useUnsaved(value !== blank && !save.saved);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    let open = () => {};
    const written = await save.run(async () => {
      const { outcome, application, secret } = await changes.register({ ...sentOf(value), authMethod: value.authMethod });
      if (application) open = () => onMade(application, secret);
      return outcome;
    });
    if (!written) return;
    // The guard of the page must know before the page is left.
    flushSync(() => setValue(blank));
    open();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <ApplicationFields value={value} registered={false} onChange={(part) => setValue((before) => ({ ...before, ...part }))} />
        <SaveTrouble save={save} />
        <div>
          <Button type="submit" loading={save.saving} disabled={!complete(value)}>
            {t('applications.register')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
