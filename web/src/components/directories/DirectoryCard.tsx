import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DirectoryRow } from '../../services/directories';
import { useFormats } from '../../services/format';
import { RowCard } from '../lists/RowCard';
import { attention, DirectoryLink } from './directoryColumns';
import classes from '../Cards.module.css';
import { StateText } from './StateText';

/** A directory as a card, where the screen is too narrow for columns. */
export function DirectoryCard({ directory }: { directory: DirectoryRow }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const { userCount, groupCount, health } = directory;
  const wanted = attention(directory, t);
  return (
    <RowCard name={<DirectoryLink directory={directory} />} state={<StateText directory={directory} />}>
      {t('directories.people', { count: userCount })} · {t('directories.groupCount', { count: groupCount })}
      <Text size="sm" truncate className={wanted ? classes.warning : undefined}>
        {wanted || (health.lastRequestAt ? t('directories.lastRequest', { instant: instant(health.lastRequestAt) }) : t('directories.noRequest'))}
      </Text>
    </RowCard>
  );
}
