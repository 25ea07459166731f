import { ActionIcon, Group, Menu, Tooltip } from '@mantine/core';
import { IconBookmark, IconBookmarkPlus, IconTrash } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSavedViews, useViewChanges, type SavedView } from '../../services/savedViews';

const SaveViewForm = lazy(() => import('./SaveViewForm').then(({ SaveViewForm }) => ({ default: SaveViewForm })));

/** Views of a list that were kept, and the way to keep the present one. */
export function SavedViews({ page }: { page: string }) {
  const { t } = useTranslation();
  const router = useRouter();
  const [opened, setOpened] = useState(false);
  const [naming, setNaming] = useState(false);
  const views = useSavedViews(page, opened);
  const open = ({ state }: SavedView) => void router.navigate({ to: '.', search: router.options.parseSearch?.(state) ?? {} } as never);
  return (
    <>
      <Menu opened={opened} onChange={setOpened} position="bottom-end" width={260} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Tooltip label={t('lists.views')} disabled={opened}>
            <ActionIcon variant="default" size={30} aria-label={t('lists.views')}>
              <IconBookmark size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('lists.views')}</Menu.Label>
          {views.map((view) => (
            <ViewLine key={view.id} page={page} view={view} onOpen={() => open(view)} />
          ))}
          {views.length === 0 && <Menu.Item disabled>{t('lists.noViews')}</Menu.Item>}
          <Menu.Divider />
          <Menu.Item leftSection={<IconBookmarkPlus size={15} aria-hidden />} onClick={() => setNaming(true)}>
            {t('lists.keepView')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>{naming && <SaveViewForm page={page} state={router.latestLocation.searchStr} taken={views} onDone={() => setNaming(false)} />}</Suspense>
    </>
  );
}

interface LineProps {
  page: string;
  view: SavedView;
  onOpen(): void;
}

function ViewLine({ page, view, onOpen }: LineProps) {
  const { t } = useTranslation();
  const { forget } = useViewChanges(page);
  return (
    <Group gap={2} wrap="nowrap">
      <Menu.Item onClick={onOpen} flex={1}>
        {view.shared && !view.mine ? t('lists.sharedView', { name: view.name }) : view.name}
      </Menu.Item>
      {view.mine && (
        <Menu.Item
          w={34}
          closeMenuOnClick={false}
          aria-label={t('lists.forgetView', { name: view.name })}
          onClick={() => void forget(view.id)}
          leftSection={<IconTrash size={14} aria-hidden />}
        />
      )}
    </Group>
  );
}
