import { useTranslation } from 'react-i18next';
import type { Application } from '../../services/applications';
import { CopyValue } from '../directories/CopyValue';
import copy from '../directories/CopyValue.module.css';

/** What an application is configured with. */
export function FrontDoor({ application }: { application: Application | null }) {
  const { t } = useTranslation();
  const issuer = new URL('/oidc', window.location.origin).href;
  return (
    <dl className={copy.list}>
      <CopyValue label={t('applications.issuer')} value={issuer} />
      <CopyValue label={t('applications.discovery')} value={`${issuer}/.well-known/openid-configuration`} />
      {application && <CopyValue label={t('applications.clientId')} value={application.clientId} />}
    </dl>
  );
}
