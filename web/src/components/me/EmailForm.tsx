import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMeChanges } from '../../services/meChanges';
import { useSave } from '../../services/save';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';

/** Asks for another address; it counts when the link sent there was opened. */
export function EmailForm() {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [sentTo, setSentTo] = useState('');
  const changes = useMeChanges();
  const save = useSave();
  useUnsaved(email !== '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await save.run(() => changes.email(email.trim())))) return;
    setSentTo(email.trim());
    setEmail('');
  };
  return (
    <Panel title={t('me.newEmail')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm" maw={520}>
          <Text size="sm">{t('me.newEmailText')}</Text>
          <SaveTrouble save={save} />
          {sentTo && (
            <Alert color="green" variant="outline" role="status">
              {t('me.emailSent', { email: sentTo })}
            </Alert>
          )}
          <Group gap="sm" align="end">
            <TextInput label={t('me.newEmailLabel')} type="email" value={email} onChange={(event) => setEmail(event.currentTarget.value)} autoComplete="email" w={300} />
            <Button type="submit" variant="default" loading={save.saving} disabled={!email.includes('@')}>
              {t('me.sendLink')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
