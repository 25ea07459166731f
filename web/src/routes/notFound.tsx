import { IconAlertTriangle, IconMapPinOff } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/Notice';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <Notice
      alone
      icon={<IconMapPinOff size={22} />}
      title={t('notFound.title')}
      action={{ label: t('notFound.home'), run: () => void router.navigate({ to: '/' }) }}
    >
      {t('notFound.text')}
    </Notice>
  );
}

/** A page that broke while it was drawn. */
export function FailedPage() {
  const { t } = useTranslation();
  return (
    <Notice
      alone
      icon={<IconAlertTriangle size={22} />}
      title={t('trouble.broken.title')}
      action={{ label: t('trouble.reload'), run: () => window.location.reload() }}
    >
      {t('trouble.broken.text')}
    </Notice>
  );
}
