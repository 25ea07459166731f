import { Menu, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../../services/viewerContext';
import classes from './UserMenu.module.css';

/** Moves a person's open deals; who may not do it reads why. */
export function ReassignItem({ onAsk }: { onAsk(): void }) {
  const { t } = useTranslation();
  const allowed = useViewer().permissions.has('deal.assign');
  return (
    <Menu.Item
      className={classes.item}
      data-refused={!allowed || undefined}
      aria-disabled={!allowed}
      closeMenuOnClick={allowed}
      onClick={() => allowed && onAsk()}
    >
      {t('reassign.button')}
      {!allowed && (
        <Text component="span" display="block" size="xs">
          {t('reassign.lacks')}
        </Text>
      )}
    </Menu.Item>
  );
}
