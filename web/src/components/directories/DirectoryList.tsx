import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DirectoryRow } from '../../services/directories';
import { useFormats } from '../../services/format';
import classes from './DirectoryList.module.css';
import { ForecastText } from './ForecastText';
import { dialectName } from './idps';
import { StateText } from './StateText';

/** Directories as cards: how each does at a glance. */
export function DirectoryList({ directories }: { directories: DirectoryRow[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.cards} aria-label={t('directories.title')}>
      {directories.map((directory) => (
        <Card key={directory.id} directory={directory} />
      ))}
    </ul>
  );
}

function Card({ directory }: { directory: DirectoryRow }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const { id, name, dialect, health, userCount, groupCount, openBrake, conflictCount } = directory;
  return (
    <li className={classes.card}>
      <Group justify="space-between" wrap="nowrap">
        <Link to="/directories/$directoryId" params={{ directoryId: id }} className={classes.name}>
          {name}
        </Link>
        <StateText directory={directory} />
      </Group>
      <Text size="sm" c="dimmed">
        {[dialect && t('directories.speaks', { dialect: dialectName(dialect) }), t('directories.people', { count: userCount }), t('directories.groupCount', { count: groupCount })]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <Text size="sm">{health.lastRequestAt ? t('directories.lastRequest', { instant: instant(health.lastRequestAt) }) : t('directories.noRequest')}</Text>
      <ForecastText health={health} />
      {openBrake && (
        <Text size="sm" className={classes.warning}>
          {t('directories.brake.short', { count: openBrake.peopleCount })}
        </Text>
      )}
      {conflictCount > 0 && <Text size="sm">{t('directories.conflictCount', { count: conflictCount })}</Text>}
    </li>
  );
}
