import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../../services/viewerContext';

interface Props {
  name: string;
  onAsk(): void;
}

/** Asks to move a person's deals; who may not do it reads why. */
export function ReassignIcon({ name, onAsk }: Props) {
  const { t } = useTranslation();
  const allowed = useViewer().permissions.has('deal.assign');
  return (
    <Tooltip label={allowed ? t('reassign.button') : t('reassign.lacks')} events={{ hover: true, focus: true, touch: false }}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={26}
        aria-label={t('reassign.of', { name })}
        aria-disabled={!allowed}
        data-disabled={!allowed || undefined}
        aria-description={allowed ? undefined : t('reassign.lacks')}
        onClick={() => allowed && onAsk()}
      >
        <IconArrowsExchange size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
