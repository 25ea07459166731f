import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconFileExport, IconFileImport, IconMailOff, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UsersSearch } from '../../services/users';
import { useViewer } from '../../services/viewerContext';

const ExportDialog = lazy(() => import('./files/ExportDialog').then(({ ExportDialog }) => ({ default: ExportDialog })));

/** What an administrator does with the list as a whole. */
export function UsersMenu({ search }: { search: UsersSearch }) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const [exporting, setExporting] = useState(false);
  if (!viewer.permissions.has('user.manage')) return null;
  return (
    <>
      <Button renderRoot={(look) => <Link {...look} to="/users/new" search />} leftSection={<IconPlus size={15} aria-hidden />}>
        {t('people.add')}
      </Button>
      <Menu position="bottom-end" width={280} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Tooltip label={t('people.more')}>
            <ActionIcon variant="default" size={30} aria-label={t('people.more')}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item renderRoot={(look) => <Link {...look} to="/users/import" />} leftSection={<IconFileImport size={15} aria-hidden />}>
            {t('people.import.title')}
          </Menu.Item>
          <Menu.Item leftSection={<IconFileExport size={15} aria-hidden />} onClick={() => setExporting(true)}>
            {t('people.export.title')}
          </Menu.Item>
          <Menu.Item renderRoot={(look) => <Link {...look} to="/users/reserved" />} leftSection={<IconMailOff size={15} aria-hidden />}>
            {t('people.release.list')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>{exporting && <ExportDialog search={search} onClose={() => setExporting(false)} />}</Suspense>
    </>
  );
}
