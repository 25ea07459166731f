import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConflicts, type Conflict, type DirectoryDetails } from '../../services/directories';
import { useDirectoryChanges } from '../../services/directoryChanges';
import { useFormats } from '../../services/format';
import { useSave } from '../../services/save';
import { ListBody } from '../lists/ListBody';
import { Panel } from '../Panel';
import { PersonLink } from '../PersonLink';
import { SaveTrouble } from '../SaveTrouble';
import classes from '../Cards.module.css';

/** Accounts that the directory asked for and does not have: nobody but an administrator hands one over. */
export function ConflictsPanel({ directory }: { directory: DirectoryDetails }) {
  const { t } = useTranslation();
  const conflicts = useConflicts(directory.id);
  return (
    <Panel title={t('directories.tab.conflicts')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('directories.conflictsHint')}
      </Text>
      <ListBody list={conflicts} empty={t('directories.noConflicts')} narrowed={false} onClear={conflicts.retry}>
        <ul className={classes.cards} aria-label={t('directories.tab.conflicts')}>
          {conflicts.rows.map((conflict) => (
            <Card key={conflict.id} conflict={conflict} directory={directory} />
          ))}
        </ul>
      </ListBody>
    </Panel>
  );
}

function Card({ conflict: { user, userName, externalId, seenAt, attempts }, directory }: { conflict: Conflict; directory: DirectoryDetails }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const [asked, setAsked] = useState(false);
  const changes = useDirectoryChanges();
  const save = useSave();
  return (
    <li className={classes.card}>
      <Text fw={500}>{user ? <PersonLink id={user.id} name={user.name} /> : userName}</Text>
      <Text size="sm" c="dimmed">
        {[userName, externalId].filter(Boolean).join(' · ')}
      </Text>
      <Text size="sm">{t('directories.asked', { count: attempts, instant: instant(seenAt) })}</Text>
      <SaveTrouble save={save} />
      {user && !asked && (
        <div>
          <Button size="xs" variant="default" onClick={() => setAsked(true)}>
            {t('directories.adopt')}
          </Button>
        </div>
      )}
      {user && asked && (
        <Stack gap="xs" role="group" aria-label={t('directories.adopt')}>
          <Text size="sm">{t('directories.adoptText', { name: user.name, directory: directory.name })}</Text>
          <Group gap="xs">
            <Button size="xs" loading={save.saving} onClick={() => void save.run(() => changes.adopt(directory.id, user))}>
              {t('directories.adoptConfirm')}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setAsked(false)}>
              {t('directories.cancel')}
            </Button>
          </Group>
        </Stack>
      )}
    </li>
  );
}
