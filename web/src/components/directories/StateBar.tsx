import { Alert, Button, Group } from '@mantine/core';
import { IconEye, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DirectoryDetails } from '../../services/directories';
import { useDirectoryChanges } from '../../services/directoryChanges';
import { useSave } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';

interface Props {
  directory: DirectoryDetails;
  /** Shows what a preview recorded. */
  onPreviewed(): void;
}

/** A directory that makes no changes at the moment: why, and the way on. */
export function StateBar({ directory, onPreviewed }: Props) {
  const { t } = useTranslation();
  const changes = useDirectoryChanges();
  const save = useSave();
  const { state } = directory;
  if (state === 'ACTIVE') return null;
  return (
    <Alert
      color={state === 'PREVIEW' ? 'blue' : 'orange'}
      variant="outline"
      icon={state === 'PREVIEW' ? <IconEye size={18} /> : <IconPlayerPause size={18} />}
      title={t(`directories.is.${state}.title`)}
    >
      {t(`directories.is.${state}.text`)}
      <SaveTrouble save={save} />
      <Group gap="xs" mt="sm">
        <Button loading={save.saving} onClick={() => void save.run(() => changes.resume(directory))}>
          {t(`directories.is.${state}.resume`)}
        </Button>
        {state === 'PREVIEW' && (
          <Button variant="default" onClick={onPreviewed}>
            {t('directories.is.PREVIEW.show')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
