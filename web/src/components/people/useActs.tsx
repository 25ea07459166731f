import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../services/account';
import type { Outcome } from '../../services/save';
import { useUserChanges } from '../../services/user';
import type { UserRow } from '../../services/users';
import { whyNot } from '../TroubleText';
import { useTell } from '../useTell';
import type { Act, Asked } from './actions';

const ActDialog = lazy(() => import('./ActDialog').then(({ ActDialog }) => ({ default: ActDialog })));
const DeleteDialog = lazy(() => import('./DeleteDialog').then(({ DeleteDialog }) => ({ default: DeleteDialog })));

interface Acts {
  run(act: Act): void;
  /** The question that stands open, if any. */
  dialog: ReactNode;
}

/** Does what the menu of a person offers; what can't be taken back is asked for once more. */
export function useActs(user: UserRow, onDeleted?: () => void): Acts {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Asked | null>(null);
  const tell = useTell();
  const account = useAccount(user);
  const changes = useUserChanges(user);
  const { name } = user;
  const done = (outcome: Outcome, message: string) =>
    tell(outcome.written ? message : whyNot(outcome));
  const run = async (act: Act) => {
    switch (act) {
      case 'mfa':
        return done(await account.requireMfa(!user.mfaRequired), t(user.mfaRequired ? 'people.did.mfaOff' : 'people.did.mfaOn', { name }));
      case 'unlock':
        return done(await account.unlock(), t('people.did.unlock', { name }));
      case 'block':
        if (!user.blockedUntil) return setAsking('block');
        return done(await account.block(null, ''), t('people.did.unblock', { name }));
      case 'status':
        if (user.active) return setAsking('status');
        return done(await changes.activate(), t('user.activated', { name }));
      case 'credential':
      case 'delete':
        return setAsking(act);
    }
  };
  const close = () => setAsking(null);
  return {
    run: (act) => void run(act),
    dialog: asking && (
      <Suspense fallback={null}>
        {asking === 'delete' ? <DeleteDialog user={user} onClose={close} onDeleted={onDeleted} /> : <ActDialog act={asking} user={user} onClose={close} />}
      </Suspense>
    ),
  };
}
