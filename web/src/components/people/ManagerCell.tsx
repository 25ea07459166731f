import { Tooltip } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './ManagerCell.module.css';

/** The direct manager's name, or the warning NO_DIRECT_MANAGER (VI-5). */
export function ManagerCell({ manager }: { manager: { name: string } | null }) {
  const { t } = useTranslation();
  if (manager) return manager.name;
  return (
    <Tooltip label={t('users.noManagerHint')}>
      <span className={classes.warning}>
        <IconAlertTriangleFilled size={14} aria-hidden />
        <span className={classes.words}>{t('users.noManager')}</span>
      </span>
    </Tooltip>
  );
}
