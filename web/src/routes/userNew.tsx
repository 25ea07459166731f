import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DrawerFrame } from '../components/DrawerFrame';
import { TroubleNotice } from '../components/Notice';
import { CreateForm } from '../components/people/CreateForm';
import { useTell } from '../components/useTell';
import { useViewer } from '../services/viewerContext';

/** A new person, beside the list; then they are shown. */
export function UserNewPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const navigate = useNavigate();
  const tell = useTell();
  const made = (userId: string, name: string) => {
    tell(t('people.create.done', { name }));
    void navigate({ to: '/users/$userId', params: { userId }, search: true });
  };
  return (
    <DrawerFrame title={t('people.create.title')} onClose={() => void navigate({ to: '/users', search: true })}>
      {viewer.permissions.has('user.manage') ? <CreateForm onMade={made} /> : <TroubleNotice trouble={{ kind: 'denied' }} />}
    </DrawerFrame>
  );
}
