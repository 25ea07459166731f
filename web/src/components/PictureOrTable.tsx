import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export type View = 'picture' | 'table';

/** Every picture has the table behind it. */
export function PictureOrTable({ view, onChange }: { view: View; onChange(view: View): void }) {
  const { t } = useTranslation();
  const views = [
    { value: 'picture', label: t('why.picture') },
    { value: 'table', label: t('why.table') },
  ];
  return <SegmentedControl aria-label={t('why.view')} data={views} value={view} onChange={(value) => onChange(value as View)} />;
}
