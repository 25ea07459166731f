import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyChanges, type KeyRow } from '../../services/keys';
import { useSave } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';

/** Ends a key at once; asked once more. */
export function RevokeKey({ row, onDone }: { row: KeyRow; onDone?(): void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const save = useSave();
  const changes = useKeyChanges();
  const revoke = async () => {
    if (await save.run(() => changes.revoke(row.id))) onDone?.();
  };
  if (!asked) {
    return (
      <Button size="compact-xs" variant="default" onClick={() => setAsked(true)} aria-label={t('apiKeys.revokeOf', { name: row.name })}>
        {t('apiKeys.revoke')}
      </Button>
    );
  }
  return (
    <Group gap={6} role="group" aria-label={t('apiKeys.revokeOf', { name: row.name })} wrap="nowrap">
      <SaveTrouble save={save} />
      <Text size="xs">{t('apiKeys.revokeText')}</Text>
      <Button size="compact-xs" color="red" variant="outline" loading={save.saving} onClick={() => void revoke()}>
        {t('apiKeys.revokeIt')}
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={() => setAsked(false)}>
        {t('user.cancel')}
      </Button>
    </Group>
  );
}
