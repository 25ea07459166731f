import { Group, SegmentedControl, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DirectorySearch } from '../../services/directories';
import { useLog } from '../../services/provisioning';
import { ListBody } from '../lists/ListBody';
import { SearchField } from '../lists/SearchField';
import { Panel } from '../Panel';
import { LogList } from './LogList';

interface Props {
  directoryId: string;
  search: DirectorySearch;
  onChange(part: Partial<DirectorySearch>): void;
}

const kinds = ['all', 'changed', 'failed', 'previewed'] as const;

/** The provisioning log as it grows, with search. */
export function LogPanel({ directoryId, search, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const log = useLog(directoryId, search, i18n.language);
  return (
    <Panel
      title={t('directories.log')}
      aside={
        <Text size="xs" c="dimmed" role="status" data-testid="stream">
          {t(`directories.stream.${log.stream}`)}
        </Text>
      }
    >
      <Group gap="sm" mb="sm">
        <SearchField label={t('directories.searchLog')} value={search.q ?? ''} onChange={(q) => onChange({ q: q || undefined })} />
        <SegmentedControl
          aria-label={t('directories.outcomes')}
          data={kinds.map((value) => ({ value, label: t(`directories.show.${value}`) }))}
          value={search.outcome ?? 'all'}
          onChange={(value) => onChange({ outcome: kinds.slice(1).includes(value as 'failed') ? (value as DirectorySearch['outcome']) : undefined, cause: undefined })}
        />
        {search.cause && <Text size="sm">{t('directories.onlyCause', { cause: t(`directories.cause.${search.cause}`, { defaultValue: search.cause }) })}</Text>}
      </Group>
      <ListBody
        list={log}
        empty={t('directories.logEmpty')}
        narrowed={Boolean(search.q ?? search.outcome ?? search.cause)}
        onClear={() => onChange({ q: undefined, outcome: undefined, cause: undefined })}
      >
        <LogList log={log} openId={search.event} onOpen={(event) => onChange({ event })} />
      </ListBody>
    </Panel>
  );
}
