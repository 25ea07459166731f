import { Alert, Button, Group, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useBrakePeople, type DirectoryRow } from '../../services/directories';
import { useDirectoryChanges } from '../../services/directoryChanges';
import { useFormats } from '../../services/format';
import { useSave } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';

const shown = 8;

/** A mass deactivation waits: was it meant? */
export function BrakeBanner({ brake }: { brake: NonNullable<DirectoryRow['openBrake']> }) {
  const { t } = useTranslation();
  const { instant, people } = useFormats();
  const changes = useDirectoryChanges();
  const save = useSave();
  const names = useBrakePeople(brake.id).map(({ name }) => name);
  const more = brake.peopleCount - Math.min(shown, names.length);
  return (
    <Alert color="red" variant="outline" icon={<IconHandStop size={18} />} title={t('directories.brake.title', { count: brake.peopleCount })} role="alert">
      <Text size="sm">{t('directories.brake.text', { instant: instant(brake.at), count: brake.heldCount })}</Text>
      {names.length > 0 && (
        <Text size="sm" mt={4}>
          {people(names.slice(0, shown))}
          {more > 0 && ` ${t('directories.brake.more', { count: more })}`}
        </Text>
      )}
      <SaveTrouble save={save} />
      <Group gap="xs" mt="sm">
        <Button color="red" variant="outline" loading={save.saving} onClick={() => void save.run(() => changes.confirm(brake))}>
          {t('directories.brake.confirm')}
        </Button>
        <Button variant="default" loading={save.saving} onClick={() => void save.run(() => changes.reverse(brake))}>
          {t('directories.brake.reverse')}
        </Button>
      </Group>
    </Alert>
  );
}
