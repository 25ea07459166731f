import { Button, Group, Popover, Text } from '@mantine/core';
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
  const name = t('apiKeys.revokeOf', { name: row.name });
  const revoke = async () => {
    if (!(await save.run(() => changes.revoke(row.id)))) return;
    setAsked(false);
    onDone?.();
  };
  return (
    <Popover opened={asked} onChange={setAsked} position="bottom-end" width={300} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button size="compact-xs" variant="default" onClick={() => setAsked(true)} aria-label={name}>
          {t('apiKeys.revoke')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={name}>
        <SaveTrouble save={save} />
        <Text size="sm" mb="sm">
          {t('apiKeys.revokeText')}
        </Text>
        <Group gap={6}>
          <Button size="compact-sm" color="red" variant="outline" loading={save.saving} onClick={() => void revoke()}>
            {t('apiKeys.revokeIt')}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => setAsked(false)}>
            {t('user.cancel')}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
