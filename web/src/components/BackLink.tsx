import { IconArrowLeft } from '@tabler/icons-react';
import { useCanGoBack, useRouter } from '@tanstack/react-router';
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './BackLink.module.css';

/** Back to the list as it was left, or to the whole list. */
export function BackLink() {
  const { t } = useTranslation();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const go = () => (canGoBack ? router.history.back() : void router.navigate({ to: '/deals' }));
  return (
    <UnstyledButton className={classes.back} onClick={go}>
      <IconArrowLeft size={14} aria-hidden />
      {t('deal.back')}
    </UnstyledButton>
  );
}
