import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApplicationChanges, type Application } from '../../services/applications';
import { useSave } from '../../services/save';
import { SecretGate } from '../directories/SecretGate';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';

/** The secret of an application: replaced at once, shown once. */
export function SecretPanel({ application }: { application: Application }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const changes = useApplicationChanges();
  const save = useSave();
  const rotate = () =>
    save.run(async () => {
      const made = await changes.rotate(application);
      setSecret(made.secret);
      setAsked(false);
      return made.outcome;
    });
  if (!application.authMethod.startsWith('CLIENT_SECRET')) return null;
  return (
    <Panel title={t('applications.secret')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('applications.secretHint', { hint: application.secretHint })}
        </Text>
        <SaveTrouble save={save} />
        {secret && <SecretGate values={[{ label: 'client_secret', value: secret, secret: true }]} text={t('applications.store')} onStored={() => setSecret(null)} />}
        {asked && (
          <Group gap="xs" role="group" aria-label={t('applications.rotate')}>
            <Text size="sm">{t('applications.rotateText')}</Text>
            <Button size="xs" color="red" variant="outline" loading={save.saving} onClick={() => void rotate()}>
              {t('applications.rotateConfirm')}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setAsked(false)}>
              {t('directories.cancel')}
            </Button>
          </Group>
        )}
        {!asked && !secret && (
          <div>
            <Button variant="default" onClick={() => setAsked(true)}>
              {t('applications.rotate')}
            </Button>
          </div>
        )}
      </Stack>
    </Panel>
  );
}
