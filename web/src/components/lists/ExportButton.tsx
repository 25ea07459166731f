import { ActionIcon, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  /** Writes the file; what it answers is told. */
  onExport(): Promise<string>;
}

/** Writes what the list shows to a file. */
export function ExportButton({ onExport }: Props) {
  const { t } = useTranslation();
  const [writing, setWriting] = useState(false);
  const write = async () => {
    setWriting(true);
    const message = await onExport();
    setWriting(false);
    notifications.show({ message });
  };
  return (
    <Tooltip label={t('lists.export')}>
      <ActionIcon variant="default" size={30} aria-label={t('lists.export')} loading={writing} onClick={() => void write()}>
        <IconDownload size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
