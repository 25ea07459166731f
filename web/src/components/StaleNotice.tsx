import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Draft } from './useDraft';

/** Somebody else saved first; the input stays until the person chooses. */
export function StaleNotice({ draft }: { draft: Draft<object> }) {
  const { t } = useTranslation();
  return (
    <Alert color="orange" variant="outline" icon={<IconAlertTriangle size={18} />} title={t('save.staleTitle')} mb="sm">
      {t('save.staleText')}
      <Group gap="xs" mt="xs">
        <Button variant="default" onClick={draft.keep}>
          {t('save.keepMine')}
        </Button>
        <Button variant="subtle" onClick={draft.discard}>
          {t('save.takeTheirs')}
        </Button>
      </Group>
    </Alert>
  );
}
