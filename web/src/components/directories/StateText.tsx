import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DirectoryRow } from '../../services/directories';

const colors = { ACTIVE: 'gray', PREVIEW: 'blue', PAUSED: 'orange', OFF: 'red' } as const;

/** What a directory's requests come to. */
export function StateText({ directory: { state, enabled } }: { directory: DirectoryRow }) {
  const { t } = useTranslation();
  const shown = enabled ? state : 'OFF';
  return (
    <Badge variant="outline" color={colors[shown]} size="sm" radius="sm" tt="none">
      {t(`directories.state.${shown}`)}
    </Badge>
  );
}
