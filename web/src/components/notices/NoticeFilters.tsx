import { MultiSelect, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../services/names';
import { noticeTypes, type NoticesSearch } from '../../services/notices';

interface Props {
  search: NoticesSearch;
  onChange(part: Partial<NoticesSearch>): void;
}

/** What the inbox can be narrowed by: read or not, and what the notices are about. */
export function NoticeFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <>
      <MultiSelect
        aria-label={t('notices.types')}
        placeholder={search.types ? undefined : t('notices.anyType')}
        data={noticeTypes.map((type) => ({ value: type, label: names.noticeType(type) }))}
        value={search.types ?? []}
        onChange={(types) => onChange({ types: types.length > 0 ? types : undefined })}
        w={{ base: '100%', xs: 300 }}
        nothingFoundMessage={t('list.nothingFound')}
        hidePickedOptions
        searchable
        clearable
      />
      <SegmentedControl
        aria-label={t('notices.which')}
        data={(['all', 'unread', 'read'] as const).map((value) => ({ value, label: t(`notices.show.${value}`) }))}
        value={search.unread ? 'unread' : search.read ? 'read' : 'all'}
        onChange={(value) => onChange({ unread: value === 'unread' ? true : undefined, read: value === 'read' ? true : undefined })}
      />
    </>
  );
}
